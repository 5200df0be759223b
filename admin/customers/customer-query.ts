import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { regulars } from '../session/regulars.ts';
import { customersKey } from './customers-query.ts';

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: [...customersKey, 'one', id],
    queryFn: ({ signal }) => regulars.customers.get(id, { signal }),
    staleTime: 5_000,
  });

export const historyQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...customersKey, 'history', id],
    queryFn: ({ signal, pageParam }) =>
      regulars.customers.history(id, { cursor: pageParam, limit: 20 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ page }) => page.nextCursor ?? undefined,
  });
