import type { OrderStatus } from '@regulars/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { customersKey } from '../customers/customers-query.ts';
import { regulars } from '../session/regulars.ts';

/** A customer's orders, the last placed first, with totals and the last twelve months. */
export const customerOrdersQuery = (customerId: string, status?: OrderStatus) =>
  infiniteQueryOptions({
    queryKey: [...customersKey, 'orders', customerId, status ?? 'all'],
    queryFn: ({ signal, pageParam }) =>
      regulars.orders.ofCustomer(
        customerId,
        { limit: 25, ...(status && { status }), ...(pageParam !== undefined && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ page }) => page.nextCursor ?? undefined,
    // While another status is asked for, what is there stays; never that of another customer.
    placeholderData: (before, query) => (query?.queryKey.includes(customerId) ? before : undefined),
    staleTime: 5_000,
  });

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: [...customersKey, 'order', id],
    queryFn: ({ signal }) => regulars.orders.get(id, { signal }),
    staleTime: 5_000,
  });
