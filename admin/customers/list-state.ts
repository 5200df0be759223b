import type { CustomerSort } from '@regulars/contract/customer';
import type { ViewColumn } from '@regulars/contract/view';
import type { CustomerQuery, ProfileStatus } from '@regulars/sdk';

type Status = 'active' | 'inactive' | 'all';

// Written out again so that the list does not carry the contract's schemas; the types keep the two equal.
const allOf = <T extends string>(options: Record<T, true>) => Object.keys(options) as T[];
export const types = allOf<ProfileStatus>({ guest: true, stub: true, full: true });
export const statuses = allOf<Status>({ active: true, inactive: true, all: true });
export const sorts = allOf<CustomerSort>({
  relevance: true,
  '-createdAt': true,
  createdAt: true,
  name: true,
  '-name': true,
  '-lastOrderAt': true,
  lastOrderAt: true,
  '-totalOrders': true,
  totalOrders: true,
  '-loyaltyPoints': true,
  loyaltyPoints: true,
  customerNumber: true,
  '-customerNumber': true,
});
export const columns = allOf<ViewColumn>({
  customerNumber: true,
  phone: true,
  profileStatus: true,
  email: true,
  tags: true,
  createdAt: true,
  lastOrderAt: true,
  totalOrders: true,
  totalSpent: true,
  loyaltyPoints: true,
});

export const defaultStatus: Status = 'active';
export const defaultSortOf = ({ search }: Pick<ListState, 'search'>): CustomerSort =>
  search === undefined ? '-createdAt' : 'relevance';
export const pageSize = 25;

/** What the address says about the list. A default is not written, so the plain address is the plain list. */
export interface ListState {
  search?: string | undefined;
  type?: ProfileStatus | undefined;
  status?: Status | undefined;
  tag?: string | undefined;
  verified?: boolean | undefined;
  /** Days, `2026-03-01`, the first and the last included. */
  createdFrom?: string | undefined;
  createdTo?: string | undefined;
  lastOrderFrom?: string | undefined;
  lastOrderTo?: string | undefined;
  hasPoints?: boolean | undefined;
  sort?: CustomerSort | undefined;
  /** Beside the name; left out: those that the list shows by itself. */
  columns?: ViewColumn[] | undefined;
  cursor?: string | undefined;
  /** Which page the cursor leads to, counted from 1: only for "26–50 of 312". */
  page?: number | undefined;
}

/** What narrows the list, in the order in which it is told. */
export const filterNames = [
  'search',
  'type',
  'status',
  'tag',
  'verified',
  'createdFrom',
  'createdTo',
  'lastOrderFrom',
  'lastOrderTo',
  'hasPoints',
] as const satisfies readonly (keyof ListState)[];
export type FilterName = (typeof filterNames)[number];

const oneOf = <T extends string>(options: readonly T[], value: unknown, fallback?: T) =>
  options.find((option) => option === value && option !== fallback);
const textOf = (value: unknown, longest: number) =>
  (typeof value === 'string' && value.trim().slice(0, longest)) || undefined;
const yesOrNo = (value: unknown) => (value === 'true' ? true : value === 'false' ? false : undefined);

/** Is this a day that the calendar has, and that a business can have met? While it is typed, a year begins as 0002. */
export const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^(19|2\d)\d\d-\d\d-\d\d$/.test(value) &&
  new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value;
const dayOf = (value: unknown) => (isDay(value) ? value : undefined);

const columnsOf = (value: unknown) => {
  if (typeof value !== 'string') return undefined;
  return [...new Set(value.split(','))].flatMap((name) => oneOf(columns, name) ?? []);
};

/** Takes any address: what is not understood is left out. */
export const listStateOf = (address: Record<string, unknown>): ListState => {
  const search = textOf(address.search, 200);
  const cursor = typeof address.cursor === 'string' && address.cursor !== '' ? address.cursor : undefined;
  const page = Math.trunc(Number(address.page));
  const sort = oneOf(sorts, address.sort, defaultSortOf({ search }));
  const state: ListState = {
    search,
    type: oneOf(types, address.type),
    status: oneOf(statuses, address.status, defaultStatus),
    tag: textOf(address.tag, 50),
    verified: yesOrNo(address.verified),
    createdFrom: dayOf(address.createdFrom),
    createdTo: dayOf(address.createdTo),
    lastOrderFrom: dayOf(address.lastOrderFrom),
    lastOrderTo: dayOf(address.lastOrderTo),
    hasPoints: yesOrNo(address.hasPoints),
    // Nothing is more or less relevant where nothing is searched for.
    sort: sort === 'relevance' ? undefined : sort,
    columns: columnsOf(address.columns),
    cursor,
    page: cursor && page > 1 && page < 1e6 ? page : undefined,
  };
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
};

export const filtersOf = (state: ListState) => filterNames.filter((name) => state[name] !== undefined);

export const isFiltered = (state: ListState) => filtersOf(state).length > 0;

/** As the address would give it back: without what goes without saying. */
export const plainState = (state: ListState): ListState =>
  listStateOf(
    Object.fromEntries(
      Object.entries(state).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    ),
  );

/** The same list without what narrows it, and on its first page. */
export const withoutFilters = ({ sort, columns }: ListState): ListState => plainState({ sort, columns });

export const queryOf = ({ columns: _, page: __, ...state }: ListState): CustomerQuery => ({
  ...state,
  limit: pageSize,
});
