import { type MergeField, mergeFields } from '@regulars/contract/merge';
import type { MergeChoices, MergedField, MergePreview } from '@regulars/sdk';
import { IconEqualNot } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerName } from '../customers/customer-name.tsx';
import { FieldName } from '../customers/field-name.tsx';
import { FieldValue } from '../customers/field-value.tsx';
import { toldChanges } from '../customers/history-words.ts';
import { Choice } from '../ui/choice.tsx';
import { Ltr } from '../ui/ltr.tsx';
import classes from './merge-fields.module.css';

type Side = 'source' | 'target';
const sides = ['source', 'target'] as const;

/** Where nothing is chosen, these become something of both. */
const isJoined = (field: string) => field === 'notes' || field === 'preferences';

const canBeChosen = (field: MergedField['field']): field is MergeField =>
  mergeFields.some((each) => each === field);

/** Why one of two values that differ is the one that stays; otherwise it goes without saying. */
const told = ['target_stays', 'target_is_named', 'chosen', 'joined', 'higher', 'phone_not_proven'] as const;
const whyOf = ({ why }: MergedField) => told.find((each) => each === why);

/** A plain value as it is, preferences key by key. */
const Value = ({ field, value }: { field: string; value: MergedField['result'] }) => {
  if (field !== 'preferences' || value === null) return <FieldValue field={field} value={value} />;
  const changes = toldChanges([{ field, from: null, to: value }]).flatMap(({ changes }) => changes);
  return (
    <ul className={classes.preferences}>
      {changes.map(({ field, to }) => (
        <li key={field}>
          <FieldName field={field} />: <FieldValue field={field} value={to} />
        </li>
      ))}
    </ul>
  );
};

interface Props {
  preview: MergePreview;
  choices: MergeChoices;
  /** Null: nothing chosen, as the merge itself would have it. */
  onChoose: (field: MergeField, side: Side | null) => void;
}

/** Both customers and what they become, field by field; where they differ, one chooses. */
export const MergeFields = ({ preview, choices, onChoose }: Props) => {
  const { t } = useTranslation();
  const id = useId();

  const choice = (merged: MergedField, side: Side) => {
    const { field } = merged;
    const value = <Value field={field} value={merged[side]} />;
    if (!merged.isConflict || !merged.canChoose || !canBeChosen(field)) return value;
    const valueId = `${id}-${field}-${side}`;
    const isChosen = choices[field] ? choices[field] === side : merged.from === side;
    return (
      <Choice
        name={field}
        checked={isChosen}
        onChoose={() => onChoose(field, side)}
        labelledBy={`${id}-${field} ${id}-${side} ${valueId}`}
      >
        <span id={valueId}>{value}</span>
      </Choice>
    );
  };

  return (
    <table className={classes.fields}>
      <caption className="visually-hidden">{t('merge.fields')}</caption>
      <thead>
        <tr>
          <td />
          {sides.map((side) => (
            <th key={side} scope="col" id={`${id}-${side}`}>
              <span className={classes.role}>{t(`merge.${side}`)}</span>
              <Link to="/dashboard/customers/$id" params={{ id: preview[side].id }}>
                <Ltr>{preview[side].customerNumber}</Ltr>
              </Link>{' '}
              <CustomerName customer={preview[side]} />
            </th>
          ))}
          <th scope="col">
            <span className={classes.role}>{t('merge.result')}</span>
            <Ltr>{preview.target.customerNumber}</Ltr>
          </th>
        </tr>
      </thead>
      <tbody>
        {preview.fields
          .filter(({ why }) => why !== 'neither_has_one')
          .map((merged) => {
            const why = whyOf(merged);
            return (
              <tr key={merged.field} data-conflict={merged.isConflict || undefined}>
                <th scope="row" id={`${id}-${merged.field}`}>
                  <FieldName field={merged.field} />
                  {merged.isConflict && (
                    <IconEqualNot size={14} role="img" aria-label={t('duplicates.level.different')} />
                  )}
                </th>
                <td data-side="source">{choice(merged, 'source')}</td>
                <td data-side="target">{choice(merged, 'target')}</td>
                <td data-side="result">
                  <strong>
                    <Value field={merged.field} value={merged.result} />
                  </strong>
                  {why && <div className={classes.why}>{t(`merge.why.${why}`)}</div>}
                  {merged.isConflict && isJoined(merged.field) && canBeChosen(merged.field) && (
                    <Choice
                      name={merged.field}
                      checked={choices[merged.field] === undefined}
                      onChoose={() => canBeChosen(merged.field) && onChoose(merged.field, null)}
                    >
                      {t('merge.both')}
                    </Choice>
                  )}
                </td>
              </tr>
            );
          })}
      </tbody>
    </table>
  );
};
