import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { regulars } from '../session/regulars.ts';
import { type ListState, queryOf } from './list-state.ts';

/** Every query about customers starts with it: what changes one of them makes all of these stale. */
export const customersKey = ['customers'] as const;

export const customersQuery = (state: ListState) => {
  const query = queryOf(state);
  return queryOptions({
    queryKey: [...customersKey, 'list', query],
    queryFn: ({ signal }) => regulars.customers.list(query, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
};

export const dailyStatisticsQuery = queryOptions({
  queryKey: [...customersKey, 'daily'],
  queryFn: ({ signal }) => regulars.customers.dailyStatistics({ days: 30 }, { signal }),
  staleTime: 30_000,
});

export const statisticsQuery = queryOptions({
  queryKey: [...customersKey, 'statistics'],
  queryFn: ({ signal }) => regulars.customers.statistics({ signal }),
  staleTime: 30_000,
});
