import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { showProblem } from '../ui/show-problem.tsx';
import { regulars } from './regulars.ts';
import { sessionQuery } from './session-query.ts';

/** On with the work in another business of the same person. */
export const useSwitchTenant = () => {
  const { t } = useTranslation();
  const router = useRouter();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (tenantId: string) => regulars.session.switchTenant({ tenantId }),
    onSuccess: async (session) => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, session);
      await router.navigate({ to: '/dashboard/customers' });
      await router.invalidate();
    },
    onError: (error) => showProblem(t, error),
  });
};
