import { z } from 'zod';
import { actor } from './actor.ts';
import { customerQuery, customerSorts, customerStatuses } from './customer.ts';
import { timestamp } from './moment.ts';
import { listOf } from './paging.ts';
import { line } from './text.ts';

const { sort: _, limit: __, cursor: ___, ...filters } = customerQuery.shape;

/** What the list of customers takes, as JSON: nothing is filled in, and a yes is a boolean. */
export const viewFilters = z
  .strictObject({
    ...filters,
    status: z.enum(customerStatuses).optional(),
    verified: z.boolean().optional(),
    hasPoints: z.boolean().optional(),
  })
  .meta({ id: 'ViewFilters', description: 'As in the query of the list of customers.' });
export type ViewFilters = z.infer<typeof viewFilters>;

export const viewSort = z.enum(customerSorts);

/** Fields of a customer that a list can show beside the name. */
export const viewColumns = [
  'customerNumber',
  'phone',
  'profileStatus',
  'email',
  'tags',
  'createdAt',
  'lastOrderAt',
  'totalOrders',
  'totalSpent',
  'loyaltyPoints',
] as const;
export const viewColumn = z.enum(viewColumns);
export type ViewColumn = z.infer<typeof viewColumn>;

const columns = z
  .array(viewColumn)
  .max(viewColumns.length)
  .refine((all) => new Set(all).size === all.length, { error: 'names a column twice' })
  .meta({ description: 'Those shown beside the name, in this order; null: as the list shows by itself.' });

const writable = {
  name: line(100).meta({ example: 'Unproven phones' }),
  filters: viewFilters,
  sort: viewSort.nullable().meta({ description: 'Null: as the list is sorted by itself.' }),
  columns: columns.nullable(),
  shared: z
    .boolean()
    .meta({ description: 'Everybody in the business sees it; its owner and admins change it.' }),
};

/** A saved view as read. */
export const view = z
  .strictObject({
    id: z.uuid(),
    ...writable,
    name: z.string(),
    position: z.int().meta({ description: 'The place among the views of the same owner, from 1.' }),
    owner: actor,
    createdAt: timestamp,
  })
  .meta({ id: 'View' });
export type View = z.infer<typeof view>;

export const readOnlyViewFields: readonly string[] = ['id', 'owner', 'createdAt'];

export const newView = z
  .strictObject({
    name: writable.name,
    filters: writable.filters.default({}),
    sort: writable.sort.default(null),
    columns: writable.columns.default(null),
    shared: writable.shared.default(false),
  })
  .meta({
    id: 'NewView',
    example: { name: 'Unproven phones', filters: { verified: false }, sort: '-createdAt' },
  });
export type NewView = z.infer<typeof newView>;

export const viewChanges = z
  .strictObject({
    ...writable,
    position: z.int().min(1).max(50).meta({ description: 'Puts it there; the others make room.' }),
  })
  .partial()
  .meta({ id: 'ViewChanges', description: 'Only what is sent changes.', example: { shared: true } });
export type ViewChanges = z.infer<typeof viewChanges>;

export const viewList = listOf(view).meta({ id: 'ViewList' });
