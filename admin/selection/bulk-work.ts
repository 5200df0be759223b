import type { CustomerBulkResult, CustomerBulkResults, TagBulk } from '@regulars/sdk';
import { regulars } from '../session/regulars.ts';

/** Something that is done to many customers. */
export interface BulkWork {
  done: 'tagged' | 'deactivated' | 'restored';
  run: () => Promise<CustomerBulkResults>;
}

const named = (ids: readonly string[]) => ({ customers: ids.map((id) => ({ id })) });

export const tagging = (customers: TagBulk['customers']): BulkWork => ({
  done: 'tagged',
  run: () => regulars.customers.tagMany({ customers }),
});
export const deactivating = (ids: readonly string[]): BulkWork => ({
  done: 'deactivated',
  run: () => regulars.customers.deactivateMany(named(ids)),
});
export const restoring = (ids: readonly string[]): BulkWork => ({
  done: 'restored',
  run: () => regulars.customers.restoreMany(named(ids)),
});

/** What takes back exactly what was done, and nothing of what was so before; undefined: nothing was done. */
export const takingBack = (
  { done }: BulkWork,
  results: readonly CustomerBulkResult[],
): BulkWork | undefined => {
  const changed = results.filter(({ outcome }) => outcome === 'changed');
  if (changed.length === 0) return undefined;
  if (done === 'tagged')
    return tagging(
      changed.map(({ customerId, added, removed }) => ({ id: customerId!, add: removed, remove: added })),
    );
  const ids = changed.map(({ customerId }) => customerId!);
  return done === 'deactivated' ? restoring(ids) : deactivating(ids);
};
