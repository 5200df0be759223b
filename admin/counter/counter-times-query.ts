import { queryOptions } from '@tanstack/react-query';
import { regulars } from '../session/regulars.ts';

export const counterTimesQuery = queryOptions({
  queryKey: ['counter-times'],
  queryFn: ({ signal }) => regulars.counter.times({ signal }),
  staleTime: 30_000,
});
