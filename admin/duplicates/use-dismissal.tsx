import type { CustomerSummary } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { showProblem } from '../ui/show-problem.tsx';
import { showUndoToast } from '../ui/undo-toast.tsx';
import { duplicatesKey } from './duplicate-queries.ts';
import { refreshDuplicates } from './refresh-duplicates.ts';

/** "Not the same person": said at once, and taken back from the toast or from among those told apart. */
export const useDismissal = () => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const reopen = useMutation({
    mutationFn: ([one, other]: CustomerSummary[]) => regulars.duplicates.reopen(one!.id, other!.id),
    onSuccess: () => refreshDuplicates(queryClient),
    onError: (error) => showProblem(t, error),
  });
  const dismiss = useMutation({
    mutationFn: ([one, other]: CustomerSummary[]) => regulars.duplicates.dismiss(one!.id, other!.id),
    onSuccess: async (_, customers) => {
      const [one, other] = customers.map(({ customerNumber }) => isolateLtr(customerNumber));
      showUndoToast(t, t('duplicates.toldApart', { one, other }), () => reopen.mutate(customers));
      await queryClient.invalidateQueries({ queryKey: duplicatesKey });
    },
    onError: (error) => showProblem(t, error),
  });
  return { dismiss, reopen };
};
