import { queryOptions } from '@tanstack/react-query';
import { regulars } from '../session/regulars.ts';

/** How one gets back in here: nothing that changes while somebody looks at it. */
export const recoveryWaysQuery = queryOptions({
  queryKey: ['recovery-ways'],
  queryFn: ({ signal }) => regulars.recovery.ways({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
