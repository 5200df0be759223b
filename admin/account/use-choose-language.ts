import { useQueryClient } from '@tanstack/react-query';
import { regulars } from '../session/regulars.ts';
import { sessionQuery } from '../session/session-query.ts';
import { type Language, speak } from '../shell/language.ts';
import { accountQuery } from './account-queries.ts';

/** Speaks a language, and remembers it for whoever is signed in: on another machine it is there after signing in. */
export const useChooseLanguage = () => {
  const queryClient = useQueryClient();
  return (language: Language) => {
    void speak(language);
    const session = queryClient.getQueryData(sessionQuery.queryKey);
    if (session?.actor.kind !== 'person') return;
    queryClient.setQueryData(sessionQuery.queryKey, { ...session, language });
    // The page speaks it in any case.
    regulars.account.update({ language }).then(
      (account) => queryClient.setQueryData(accountQuery.queryKey, account),
      () => {},
    );
  };
};
