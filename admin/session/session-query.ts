import { isProblem } from '@regulars/sdk';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { regulars } from './regulars.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => regulars.session.get({ signal }),
  staleTime: 5 * 60_000,
});

/** Who is signed in; only below the dashboard route, which waits for it. */
export const useSession = () => useSuspenseQuery(sessionQuery).data;

export const needsSignIn = (error: unknown) => isProblem(error, 'unauthenticated');
