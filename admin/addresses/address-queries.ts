import { queryOptions } from '@tanstack/react-query';
import { customersKey } from '../customers/customers-query.ts';
import { regulars } from '../session/regulars.ts';

/** Every address that a customer has or had. */
export const allAddressesQuery = (customerId: string) =>
  queryOptions({
    queryKey: [...customersKey, 'addresses', customerId],
    queryFn: ({ signal }) => regulars.addresses.list(customerId, { status: 'all' }, { signal }),
    staleTime: 5_000,
  });
