import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { draftsBelongTo } from '../drafts/drafts.ts';
import { showProblem } from '../ui/show-problem.tsx';
import { regulars } from './regulars.ts';

/** Ends the session, and leaves nothing of it on the page. */
export const useSignOut = () => {
  const { t } = useTranslation();
  const router = useRouter();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => regulars.session.signOut(),
    onSuccess: async () => {
      await router.navigate({ to: '/sign-in' });
      queryClient.clear();
      draftsBelongTo(null);
    },
    onError: (error) => showProblem(t, error),
  });
};
