import type { CustomerSort } from '@regulars/contract/customer';
import type { CustomerQuery, ProfileStatus } from '@regulars/sdk';

type Status = 'active' | 'inactive' | 'all';

// Written out again so that the list does not carry the contract's schemas; the types keep the two equal.
const allOf = <T extends string>(options: Record<T, true>) => Object.keys(options) as T[];
export const types = allOf<ProfileStatus>({ guest: true, stub: true, full: true });
export const statuses = allOf<Status>({ active: true, inactive: true, all: true });
export type ShownSort = Extract<
  CustomerSort,
  '-createdAt' | 'createdAt' | 'name' | '-lastOrderAt' | '-totalOrders'
>;
export const sorts = allOf<ShownSort>({
  '-createdAt': true,
  createdAt: true,
  name: true,
  '-lastOrderAt': true,
  '-totalOrders': true,
});

export const defaultStatus: Status = 'active';
export const defaultSort: ShownSort = '-createdAt';
export const pageSize = 25;

/** What the address says about the list. A default is not written, so the plain address is the plain list. */
export interface ListState {
  search?: string | undefined;
  type?: ProfileStatus | undefined;
  status?: Status | undefined;
  sort?: ShownSort | undefined;
  cursor?: string | undefined;
  /** Which page the cursor leads to, counted from 1: only for "26–50 of 312". */
  page?: number | undefined;
}

const oneOf = <T extends string>(options: readonly T[], value: unknown, fallback?: T) =>
  options.find((option) => option === value && option !== fallback);

/** Takes any address: what is not understood is left out. */
export const listStateOf = (search: Record<string, unknown>): ListState => {
  const text = typeof search.search === 'string' ? search.search.trim().slice(0, 200) : '';
  const cursor = typeof search.cursor === 'string' && search.cursor !== '' ? search.cursor : undefined;
  const page = Math.trunc(Number(search.page));
  const state: ListState = {
    search: text || undefined,
    type: oneOf(types, search.type),
    status: oneOf(statuses, search.status, defaultStatus),
    sort: oneOf(sorts, search.sort, defaultSort),
    cursor,
    page: cursor && page > 1 && page < 1e6 ? page : undefined,
  };
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
};

export const isFiltered = ({ search, type, status }: ListState) =>
  search !== undefined || type !== undefined || status !== undefined;

export const queryOf = ({ search, type, status, sort, cursor }: ListState): CustomerQuery => ({
  search,
  type,
  status,
  sort,
  cursor,
  limit: pageSize,
});
