import { Button } from '@mantine/core';
import type { CustomerHistoryEntry } from '@regulars/sdk';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { isolate } from '../ui/isolate.ts';
import { Notice } from '../ui/notice.tsx';
import { writtenMoment } from '../ui/written.ts';
import classes from './conflict.module.css';
import { type Field, placeOf } from './customer-values.ts';
import { toldChanges } from './history-words.ts';

interface Props {
  /** What happened since the form was filled, newest first. */
  entries: CustomerHistoryEntry[];
  mine: Field[];
  onKeep: () => void;
}

/** Somebody else has saved meanwhile: who, when, what; and the way on that loses nothing. */
export const Conflict = ({ entries, mine, onKeep }: Props) => {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);

  const minePlaces = new Set(mine.map((field) => placeOf[field]));
  const fieldName = (field: string) =>
    i18n.exists(`field.${field}`) ? t(`field.${field}` as 'field.name') : isolate(field);

  return (
    <div className={classes.conflict}>
      <Notice tone="caution" title={t('conflict.title')}>
        <ul className={classes.entries}>
          {entries.map((entry) => (
            <li key={entry.version}>
              {t('conflict.who', {
                name: isolate(entry.actor.name ?? entry.actor.id),
                at: isolate(writtenMoment(language, entry.at, tenant.timeZone)),
              })}{' '}
              {toldChanges(entry.changes)
                .flatMap(({ changes }) => changes)
                .map(({ field }) =>
                  minePlaces.has(field) ? t('conflict.both', { field: fieldName(field) }) : fieldName(field),
                )
                .join(t('value.and'))}
            </li>
          ))}
        </ul>
        <Button ref={keep} size="compact-md" variant="default" onClick={onKeep}>
          {t('conflict.keep')}
        </Button>
      </Notice>
    </div>
  );
};
