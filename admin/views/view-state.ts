import type { NewView, View } from '@regulars/sdk';
import { filtersOf, type ListState, plainState } from '../customers/list-state.ts';

/** What the address says of the list that a view shows. */
export const stateOfView = ({
  filters,
  sort,
  columns,
}: Pick<View, 'filters' | 'sort' | 'columns'>): ListState =>
  plainState({ ...filters, sort: sort ?? undefined, columns: columns ?? undefined });

/** What a view keeps of a list: not the page, on which something else will stand. */
export const viewOfState = (state: ListState): Required<Pick<NewView, 'filters' | 'sort' | 'columns'>> => ({
  filters: Object.fromEntries(filtersOf(state).map((name) => [name, state[name]])),
  sort: state.sort ?? null,
  columns: state.columns ?? null,
});

/** Do two addresses show the same list, on whatever page? */
export const isSameList = (one: ListState, other: ListState) => {
  const told = ({ cursor: _, page: __, ...list }: ListState) =>
    JSON.stringify(Object.entries(plainState(list)).sort());
  return told(one) === told(other);
};
