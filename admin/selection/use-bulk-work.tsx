import type { CustomerBulkResults } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customersKey } from '../customers/customers-query.ts';
import { problemCodeText } from '../shell/problem-text.ts';
import { useLanguage } from '../shell/use-language.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { showProblem } from '../ui/show-problem.tsx';
import { showUndoToast } from '../ui/undo-toast.tsx';
import { writtenNumber } from '../ui/written.ts';
import { type BulkWork, takingBack } from './bulk-work.ts';

/** Does something to many customers, tells what became of them, and takes it back from the toast. */
export const useBulkWork = (onDone: () => void) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();

  const counted = (count: number) => ({ count, total: isolateLtr(writtenNumber(language, count)) });
  const tell = (
    done: BulkWork['done'] | 'undone',
    { changed, unchanged, refused, results }: CustomerBulkResults,
    undo: (() => void) | undefined,
  ) => {
    void queryClient.invalidateQueries({ queryKey: customersKey });
    const reasons = new Set(results.flatMap(({ code }) => (code ? [problemCodeText(t, code)] : [])));
    showUndoToast(
      t,
      <>
        {t(`bulk.${done}`, counted(changed))}
        {unchanged > 0 && <> {t('bulk.unchanged', counted(unchanged))}</>}
        {refused > 0 && (
          <>
            {' '}
            {t('bulk.refused', counted(refused))} {[...reasons].join(' ')}
          </>
        )}
      </>,
      undo,
    );
  };

  const undo = useMutation({
    mutationFn: (work: BulkWork) => work.run(),
    onSuccess: (results) => tell('undone', results, undefined),
    onError: (error) => showProblem(t, error),
  });
  return useMutation({
    mutationFn: (work: BulkWork) => work.run(),
    onSuccess: (results, work) => {
      const back = takingBack(work, results.results);
      onDone();
      tell(work.done, results, back && (() => undo.mutate(back)));
    },
  });
};
