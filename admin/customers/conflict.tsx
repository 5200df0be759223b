import { Button } from '@mantine/core';
import type { CustomerWithAddresses } from '@regulars/sdk';
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { Choice } from '../ui/choice.tsx';
import { isolate } from '../ui/isolate.ts';
import { Notice } from '../ui/notice.tsx';
import classes from './conflict.module.css';
import { type CustomerValues, type Field, placeOf, valuesOf } from './customer-values.ts';
import { FieldName } from './field-name.tsx';
import { FieldValue } from './field-value.tsx';

const sides = ['mine', 'theirs'] as const;

interface Props {
  /** Changed here and by somebody else. */
  fields: Field[];
  mine: CustomerValues;
  theirs: CustomerWithAddresses;
  /** The version that was changed here. */
  since: number;
  place: RefObject<HTMLDivElement | null>;
  /** @param theirs fields of which theirs is to stay */
  onResolve: (theirs: Field[]) => void;
}

/** Somebody else has changed the same: both values of each field, of which one stays. Nothing is saved by it. */
export const Conflict = ({ fields, mine, theirs, since, place, onResolve }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const [taken, setTaken] = useState<Field[]>([]);
  const { data: names } = useQuery({
    queryKey: ['conflict', theirs.id, since, theirs.version],
    queryFn: async ({ signal }) => {
      const { data } = await regulars.customers.history(theirs.id, { limit: 20 }, { signal });
      const actors = data.filter(({ version }) => version > since).map(({ actor }) => actor.name ?? actor.id);
      return [...new Set(actors)];
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const values = { mine, theirs: valuesOf(theirs) };
  const heads = {
    mine: t('conflict.mine'),
    theirs: names ? names.map(isolate).join(t('value.and')) : t('conflict.theirs'),
  };

  return (
    <div className={classes.conflict} ref={place}>
      <Notice tone="caution" title={t('conflict.title')}>
        <table className={classes.fields}>
          <caption className="visually-hidden">{t('conflict.choose')}</caption>
          <thead>
            <tr>
              <td />
              {sides.map((side) => (
                <th key={side} scope="col" id={`${id}-${side}`}>
                  {heads[side]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field}>
                <th scope="row" id={`${id}-${field}`}>
                  <FieldName field={placeOf[field]} />
                </th>
                {sides.map((side) => (
                  <td key={side}>
                    <Choice
                      name={`${id}-${field}`}
                      checked={taken.includes(field) === (side === 'theirs')}
                      onChoose={() =>
                        setTaken((before) => [
                          ...before.filter((each) => each !== field),
                          ...(side === 'theirs' ? [field] : []),
                        ])
                      }
                      labelledBy={`${id}-${field} ${id}-${side} ${id}-${field}-${side}`}
                    >
                      <span id={`${id}-${field}-${side}`}>
                        <FieldValue field={placeOf[field]} value={values[side][field]} />
                      </span>
                    </Choice>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <Button
          size="compact-md"
          variant="default"
          onClick={() => onResolve(taken.filter((field) => fields.includes(field)))}
        >
          {t('conflict.resolve')}
        </Button>
      </Notice>
    </div>
  );
};
