import type { Session } from '@regulars/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { speak } from '../shell/language.ts';
import { sessionQuery } from './session-query.ts';

/** What follows a sign-in, whichever way it came: nothing of who was here before stays, and the person's language is spoken. */
export const useSignedIn = () => {
  const queryClient = useQueryClient();
  return (session: Session) => {
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, session);
    if (session.language) void speak(session.language);
  };
};
