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
  /** Whether somebody asked for it: just now, and looks for it; or before, and gets it in however small a window. */
  asked: 'now' | 'before' | null;
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
  const fresh: Progress = { personId, step: session.tourEnded ? null : 0, asked: null };
  const { step, asked } = kept?.personId === personId ? kept : fresh;

  const putOff = () => keep({ personId, step: null, asked: null });

  return {
    /** Null: it is not shown. */
    step: kind === 'person' ? step : null,
    asked,
    goTo: (to: number) => keep({ personId, step: to, asked: asked && 'before' }),
    show: () => keep({ personId, step: 0, asked: 'now' }),
    putOff,
    endForGood: () => {
      putOff();
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
