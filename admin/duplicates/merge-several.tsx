import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customersKey } from '../customers/customers-query.ts';
import { regulars } from '../session/regulars.ts';
import { problemText } from '../shell/problem-text.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { Progress } from '../ui/progress.tsx';
import { showUndoToast } from '../ui/undo-toast.tsx';
import { writtenNumber } from '../ui/written.ts';
import { mergePairs } from './merge-pairs.ts';
import classes from './merge-several.module.css';
import type { Pair } from './pair.ts';
import { refreshDuplicates } from './refresh-duplicates.ts';

interface Props {
  pairs: Pair[];
  onClose: () => void;
  /** All are through, or it was stopped. */
  onDone: () => void;
}

/** Merges all that were chosen, one after the other, with one undo for all of them. */
export const MergeSeveral = ({ pairs: chosen, onClose, onDone }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();
  // The list behind changes while it is worked through.
  const [pairs] = useState(chosen);
  /** Null: not begun. */
  const [through, setThrough] = useState<number | null>(null);
  const stopped = useRef(false);
  const number = (value: number) => writtenNumber(language, value);

  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: customersKey });
    void refreshDuplicates(queryClient);
  };
  /** What could not be done, each reason once. */
  const whyNot = (errors: unknown[]) => [...new Set(errors.map((error) => problemText(t, error)))].join(' ');

  // The last one first: a merge within another is undone before it.
  const undoAll = async (mergeIds: string[]) => {
    const errors: unknown[] = [];
    for (const mergeId of mergeIds.toReversed())
      await regulars.merges.undo(mergeId).catch((error: unknown) => errors.push(error));
    refresh();
    showUndoToast(
      t,
      <>
        {t('duplicates.several.undone', { number: number(mergeIds.length - errors.length) })}
        {errors.length > 0 && (
          <>
            {' '}
            {t('duplicates.several.notUndone', { number: number(errors.length) })} {whyNot(errors)}
          </>
        )}
      </>,
      undefined,
    );
  };

  const start = async () => {
    setThrough(0);
    const { mergeIds, errors } = await mergePairs(pairs, {
      merge: async (sourceCustomerId, targetCustomerId) => {
        const reason = t('merge.usualReason');
        return (await regulars.merges.merge({ sourceCustomerId, targetCustomerId, reason })).mergeId;
      },
      onThrough: setThrough,
      isStopped: () => stopped.current,
    });
    refresh();
    showUndoToast(
      t,
      <>
        {t('duplicates.several.merged', { number: number(mergeIds.length) })}
        {errors.length > 0 && (
          <>
            {' '}
            {t('duplicates.several.notMerged', { number: number(errors.length) })} {whyNot(errors)}
          </>
        )}
      </>,
      mergeIds.length > 0 ? () => void undoAll(mergeIds) : undefined,
    );
    onDone();
  };

  const stopOrClose = () => {
    if (through === null) onClose();
    else stopped.current = true;
  };

  return (
    <Dialog onClose={stopOrClose} title={t('duplicates.several.title', { number: number(pairs.length) })}>
      <p className={classes.means}>{t('duplicates.several.means')}</p>
      {through !== null && (
        <div className={classes.progress}>
          <Progress label={t('duplicates.several.progress')} value={through} max={pairs.length}>
            <Ltr>
              {number(through)} / {number(pairs.length)}
            </Ltr>
          </Progress>
        </div>
      )}
      <div className={classes.actions}>
        <Button data-autofocus loading={through !== null} onClick={() => void start()}>
          {t('duplicates.several.merge')}
        </Button>
        <Button variant="subtle" onClick={stopOrClose}>
          {through === null ? t('action.cancel') : t('duplicates.several.stop')}
        </Button>
      </div>
    </Dialog>
  );
};
