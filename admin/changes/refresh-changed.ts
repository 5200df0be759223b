import type { Change, CustomerWithAddresses } from '@regulars/sdk';
import type { QueryClient } from '@tanstack/react-query';
import { customerQuery } from '../customers/customer-query.ts';
import { customersKey } from '../customers/customers-query.ts';
import { loyaltySettingsQuery } from '../loyalty/loyalty-queries.ts';
import { sessionQuery } from '../session/session-query.ts';
import { tenantQuery, verificationSettingsQuery } from '../settings/settings-queries.ts';

const ofBusiness = [sessionQuery, tenantQuery, loyaltySettingsQuery, verificationSettingsQuery].map(
  ({ queryKey }) => queryKey[0] as unknown,
);
/** Of all customers together. */
const ofAll: unknown[] = ['list', 'statistics', 'daily'];

/** What is on the page is read anew where changes concern it, and nothing else; where it is, stays in view until then. */
export const refreshChanged = (queryClient: QueryClient, changes: readonly Change[]): Promise<void> => {
  const news = changes.filter(({ customerId, version }) => {
    if (customerId === null || version === null) return true;
    const known = queryClient.getQueryData<CustomerWithAddresses>(customerQuery(customerId).queryKey);
    // Saved here, and so on the page already.
    return known === undefined || known.version < version;
  });
  const has = (kind: Change['kind']) => news.some((change) => change.kind === kind);
  const ofCustomers = news.filter(({ kind }) => kind === 'customer' || kind === 'order');
  const isOfMany = ofCustomers.some(({ customerId }) => customerId === null);

  return queryClient.invalidateQueries({
    predicate: ({ queryKey }) => {
      if (has('everything')) return true;
      const [root, area] = queryKey;
      if (ofBusiness.includes(root)) return has('settings');
      if (root !== customersKey[0]) return false;
      if (area === 'duplicates' && queryKey[2] !== 'of') return has('duplicates') && queryKey[2] !== 'draft';
      if (ofAll.includes(area)) return has('customer');
      if (area === 'order') return has('order');
      const key = JSON.stringify(queryKey);
      return (
        isOfMany || ofCustomers.some(({ customerId }) => customerId !== null && key.includes(customerId))
      );
    },
  });
};
