import type { CustomerDraft, DuplicateQuery } from '@regulars/sdk';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { customersKey } from '../customers/customers-query.ts';
import { regulars } from '../session/regulars.ts';

/** Below the key of the customers: whatever changes one of them may make or end a duplicate. */
export const duplicatesKey = [...customersKey, 'duplicates'] as const;

/** What the inbox can be asked for. */
export const inboxes = ['all', 'same', 'ask', 'dismissed'] as const;
export type Inbox = (typeof inboxes)[number];

const queryOf: Record<Inbox, DuplicateQuery> = {
  all: {},
  same: { decision: 'same' },
  ask: { decision: 'ask' },
  dismissed: { state: 'dismissed', sort: '-foundAt' },
};

const pageSize = 20;

export const inboxQuery = (inbox: Inbox) =>
  infiniteQueryOptions({
    queryKey: [...duplicatesKey, 'inbox', inbox],
    queryFn: ({ signal, pageParam }) =>
      regulars.duplicates.list(
        { ...queryOf[inbox], limit: pageSize, ...(pageParam !== undefined && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ page }) => page.nextCursor ?? undefined,
  });

/** How many pairs wait. The server finds them a moment after a customer was saved, so it is asked again and again. */
export const inboxCountQuery = queryOptions({
  queryKey: [...duplicatesKey, 'count'],
  queryFn: async ({ signal }) => (await regulars.duplicates.list({ limit: 1 }, { signal })).page,
  staleTime: 30_000,
  refetchInterval: 60_000,
});

export const duplicatesOfQuery = (customerId: string) =>
  queryOptions({
    queryKey: [...duplicatesKey, 'of', customerId],
    queryFn: async ({ signal }) => (await regulars.duplicates.of(customerId, { signal })).candidates,
    staleTime: 5_000,
  });

/** Of one letter nobody can be told. */
export const saysSomething = (draft: CustomerDraft) =>
  Object.values(draft).some((value) => typeof value === 'string' && value.length > 1);

/** Who may be the customer that is being typed. */
export const draftDuplicatesQuery = (draft: CustomerDraft) =>
  queryOptions({
    queryKey: [...duplicatesKey, 'draft', draft],
    queryFn: async ({ signal }) => (await regulars.duplicates.check(draft, { signal })).candidates,
    enabled: saysSomething(draft),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
