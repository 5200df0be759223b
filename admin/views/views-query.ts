import { queryOptions } from '@tanstack/react-query';
import { regulars } from '../session/regulars.ts';

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => regulars.views.list({ signal }),
  staleTime: 30_000,
});
