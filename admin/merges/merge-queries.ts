import type { MergeChoices } from '@regulars/sdk';
import { queryOptions } from '@tanstack/react-query';
import { customersKey } from '../customers/customers-query.ts';
import { regulars } from '../session/regulars.ts';

export interface ToMerge {
  sourceCustomerId: string;
  targetCustomerId: string;
  fields: MergeChoices;
}

export const previewQuery = (toMerge: ToMerge) =>
  queryOptions({
    queryKey: [...customersKey, 'merge-preview', toMerge],
    queryFn: ({ signal }) => regulars.merges.preview(toMerge, { signal }),
    staleTime: 5_000,
    // While a choice is asked about, the answer to the one before stays; never that of other customers.
    placeholderData: (before) =>
      before?.source.id === toMerge.sourceCustomerId && before.target.id === toMerge.targetCustomerId
        ? before
        : undefined,
  });

/** The latest merges of a customer and of those who were merged into it. */
export const mergesOfQuery = (customerId: string) =>
  queryOptions({
    queryKey: [...customersKey, 'merges', customerId],
    queryFn: async ({ signal }) => (await regulars.merges.list({ customerId, limit: 100 }, { signal })).data,
    staleTime: 5_000,
  });
