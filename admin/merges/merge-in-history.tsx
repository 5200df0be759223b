import { Button } from '@mantine/core';
import type { CustomerHistoryEntry, Merge } from '@regulars/sdk';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FieldName } from '../customers/field-name.tsx';
import { useMay } from '../session/use-may.ts';
import { useLanguage } from '../shell/use-language.ts';
import { isolate, isolateLtr } from '../ui/isolate.ts';
import classes from './merge-in-history.module.css';
import { mergesOfQuery } from './merge-queries.ts';
import { movedText } from './moved-text.ts';
import { useUndoMerge } from './use-undo-merge.tsx';

const actions = new Set<CustomerHistoryEntry['action']>(['merged', 'merged_into', 'merge_undone']);
export const tellsOfMerge = ({ action }: CustomerHistoryEntry) => actions.has(action);

/** What was written in one transaction has one time. */
const isOf = ({ action, at }: CustomerHistoryEntry, merge: Merge) => {
  const time = action === 'merge_undone' ? merge.undone?.at : merge.at;
  return time !== undefined && Date.parse(time) === Date.parse(at);
};

/** A merge as the history tells it: who became whom, why, what came along, and undoing it. */
export const MergeInHistory = ({
  customerId,
  entry,
}: {
  customerId: string;
  entry: CustomerHistoryEntry;
}) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const may = useMay();
  const merges = useQuery(mergesOfQuery(customerId));
  const undo = useUndoMerge();
  const merge = merges.data?.find((each) => isOf(entry, each));
  if (!merge) return null;
  const who = ({ customerNumber, displayName }: Merge['source']) =>
    displayName === customerNumber
      ? isolateLtr(customerNumber)
      : `${isolateLtr(customerNumber)} ${isolate(displayName)}`;
  const moved = movedText(t, language, merge);

  if (entry.action === 'merge_undone') {
    const kept = merge.undone?.fieldsKept ?? [];
    return (
      <div className={classes.merge}>
        <span>{t('merge.apartAgain', { gone: who(merge.source), stays: who(merge.target) })}</span>
        {kept.length > 0 && (
          <span>
            {t('merge.fieldsKept')}{' '}
            {kept.map((field, at) => (
              <span key={field}>
                {at > 0 && t('value.and')}
                <FieldName field={field} />
              </span>
            ))}
          </span>
        )}
      </div>
    );
  }
  return (
    <div className={classes.merge}>
      <span>{t('merge.done', { gone: who(merge.source), stays: who(merge.target) })}</span>
      <span>
        {t('merge.reason')}: <bdi>{merge.reason}</bdi>
      </span>
      {moved && <span>{moved}</span>}
      {entry.action === 'merged' &&
        (merge.canUndo
          ? may('undoMerge') && (
              <Button
                variant="default"
                size="compact-md"
                loading={undo.isPending}
                onClick={() => undo.mutate(merge.id)}
              >
                {t('merge.undo')}
              </Button>
            )
          : merge.whyNot && <span className={classes.whyNot}>{t(`merge.whyNot.${merge.whyNot}`)}</span>)}
    </div>
  );
};
