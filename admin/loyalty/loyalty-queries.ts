import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { customersKey } from '../customers/customers-query.ts';
import { regulars } from '../session/regulars.ts';

/** What a customer has, and the ledger, newest first. */
export const loyaltyQuery = (customerId: string) =>
  infiniteQueryOptions({
    queryKey: [...customersKey, 'loyalty', customerId],
    queryFn: ({ signal, pageParam }) =>
      regulars.loyalty.get(
        customerId,
        { limit: 20, ...(pageParam !== undefined && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ page }) => page.nextCursor ?? undefined,
    staleTime: 5_000,
  });

/** How the business gives points. */
export const loyaltySettingsQuery = queryOptions({
  queryKey: ['loyalty-settings'],
  queryFn: ({ signal }) => regulars.loyalty.settings({ signal }),
  staleTime: 60_000,
});
