import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { sessionQuery } from '../session/session-query.ts';
import { type Draft, openDraft } from './drafts.ts';

/**
 * What was typed into a form before the page was loaded anew, and what is typed now. It is forgotten when the form goes
 * from the page, saved or given up; not when the page itself goes, nor when the session ends by itself.
 *
 * @param form what is edited, and of whom
 * @param like values of the form
 */
export const useDraft = <Values extends object, Base = undefined>(
  form: string,
  like: Values,
): Draft<Values, Base> => {
  const queryClient = useQueryClient();
  const [draft] = useState(() => openDraft<Values, Base>(form, like));
  useEffect(() => {
    const hidden = () => {
      if (document.visibilityState === 'hidden') draft.flush();
    };
    addEventListener('pagehide', draft.flush);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      removeEventListener('pagehide', draft.flush);
      document.removeEventListener('visibilitychange', hidden);
      const isSignedIn = queryClient.getQueryData(sessionQuery.queryKey) !== undefined;
      if (isSignedIn) draft.forget();
      else draft.flush();
    };
  }, [draft, queryClient]);
  return draft;
};

/**
 * Keeps what is typed. Nothing of it happens while a key is pressed.
 *
 * @param values the same object as long as nothing is typed; null where there is nothing to lose
 * @param base what it is typed on top of, likewise
 */
export const useKeep = <Values extends object, Base>(
  draft: Draft<Values, Base>,
  values: Values | null,
  base?: Base,
) => useEffect(() => draft.keep(values, base), [draft, values, base]);
