import { type View, viewColumn, viewFilters, viewSort } from '@regulars/contract/view';
import { momentText } from '../tenancy/moments.ts';

/** What is read of org_customer_views. */
export const viewRow = [
  'id',
  'name',
  'filters',
  'sort',
  'columns',
  'shared',
  'position',
  'owner_id',
  'owner_name',
  momentText('created_at').as('createdAt'),
] as const;

interface ViewRow {
  id: string;
  name: string;
  filters: unknown;
  sort: string | null;
  columns: string[] | null;
  shared: boolean;
  position: number;
  owner_id: string;
  owner_name: string | null;
  createdAt: string;
}

/** Of the stored value, what the contract still knows: a view outlives the version that it was saved with. */
const known = {
  filters: (stored: unknown) =>
    Object.fromEntries(
      Object.entries(stored as object).flatMap(([name, value]) => {
        const filter = Object.hasOwn(viewFilters.shape, name)
          ? viewFilters.shape[name as keyof typeof viewFilters.shape].safeParse(value)
          : null;
        return filter?.success ? [[name, filter.data]] : [];
      }),
    ),
  sort: (stored: string | null) => viewSort.safeParse(stored).data ?? null,
  columns: (stored: string[] | null) =>
    stored?.flatMap((name) => viewColumn.safeParse(name).data ?? []) ?? null,
};

/** The view of the contract from its row. */
export const viewOf = ({ owner_id, owner_name, ...row }: ViewRow): View => ({
  ...row,
  filters: known.filters(row.filters),
  sort: known.sort(row.sort),
  columns: known.columns(row.columns),
  owner: { id: owner_id, name: owner_name },
});
