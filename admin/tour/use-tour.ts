import { useSessionStorage } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { accountQuery } from '../account/account-queries.ts';
import { untilAnswered } from '../connection/connection.ts';
import { regulars } from '../session/regulars.ts';
import { sessionQuery, useSession } from '../session/session-query.ts';

interface Progress {
  /** Several people may work in one tab, one after the other. */
  personId: string;
  /** Null: not now. */
  step: number | null;
  /** Somebody has just asked for it, and looks for it. */
  isAsked?: true;
}

/** How far whoever is signed in has come on the tour in this visit. */
export const useTour = () => {
  const queryClient = useQueryClient();
  const session = useSession();
  const { id: personId, kind } = session.actor;
  const [kept, keep] = useSessionStorage<Progress | null>({
    key: 'regulars.tour',
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const fresh: Progress = { personId, step: session.tourEnded ? null : 0 };
  const { step, isAsked = false } = kept?.personId === personId ? kept : fresh;

  return {
    /** Null: it is not shown. */
    step: kind === 'person' ? step : null,
    isAsked,
    goTo: (to: number) => keep({ personId, step: to }),
    show: () => keep({ personId, step: 0, isAsked: true }),
    putOff: () => keep({ personId, step: null }),
    endForGood: () => {
      keep({ personId, step: null });
      if (session.tourEnded) return;
      queryClient.setQueryData(sessionQuery.queryKey, { ...session, tourEnded: true });
      // Where it is refused after all, the tour is offered again another day.
      untilAnswered(() => regulars.account.update({ tourEnded: true })).then(
        (account) => queryClient.setQueryData(accountQuery.queryKey, account),
        () => {},
      );
    },
  };
};
