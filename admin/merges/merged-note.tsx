import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-may.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { mergesOfQuery } from './merge-queries.ts';
import classes from './merged-note.module.css';
import { useUndoMerge } from './use-undo-merge.tsx';

/** To whoever came by the link of a customer who was merged: where that one is now. */
export const MergedNote = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation();
  const may = useMay();
  const oldId = useRouterState({ select: ({ location }) => location.state.mergedFrom });
  const merges = useQuery({ ...mergesOfQuery(customerId), enabled: oldId !== undefined });
  const undo = useUndoMerge();
  const merge = merges.data?.find(({ source, undone }) => source.id === oldId && undone === null);
  if (!merge) return null;
  return (
    <div role="status" className={classes.note}>
      <span>{t('merge.wasMerged', { gone: isolateLtr(merge.source.customerNumber) })}</span>
      {may('undoMerge') && merge.canUndo && (
        <Button
          variant="default"
          size="compact-md"
          loading={undo.isPending}
          onClick={() => undo.mutate(merge.id)}
        >
          {t('merge.undo')}
        </Button>
      )}
    </div>
  );
};
