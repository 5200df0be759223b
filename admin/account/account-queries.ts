import { queryOptions } from '@tanstack/react-query';
import { regulars } from '../session/regulars.ts';

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => regulars.account.get({ signal }),
});

export const accountSessionsQuery = queryOptions({
  queryKey: ['account-sessions'],
  queryFn: ({ signal }) => regulars.account.sessions({ signal }),
});
