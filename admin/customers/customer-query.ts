import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { regulars } from '../session/regulars.ts';
import { customersKey } from './customers-query.ts';
import type { HistoryFilters } from './history-filters.ts';

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: [...customersKey, 'one', id],
    queryFn: ({ signal }) => regulars.customers.get(id, { signal }),
    staleTime: 5_000,
  });

export const historyQuery = (id: string, { by, ...filters }: HistoryFilters) =>
  infiniteQueryOptions({
    queryKey: [...customersKey, 'history', id, { by, ...filters }],
    queryFn: ({ signal, pageParam }) =>
      regulars.customers.history(id, { ...filters, actorId: by, cursor: pageParam, limit: 20 }, { signal }),
    // While others are asked for, those stay; never those of another customer.
    placeholderData: (before, query) => (query?.queryKey.includes(id) ? before : undefined),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ page }) => page.nextCursor ?? undefined,
  });
