import type { CustomerHistoryQuery } from '@regulars/sdk';
import { isDay } from './list-state.ts';

/** What the address says about the history: of which kind, by whom, from which day to which. */
export interface HistoryFilters {
  kind?: CustomerHistoryQuery['kind'];
  by?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

// Written out so that the page does not carry the contract's schemas; the types keep the two equal.
export const historyKinds = Object.keys({
  profile: true,
  avatar: true,
  addresses: true,
  contacts: true,
  orders: true,
  points: true,
  merges: true,
} satisfies Record<NonNullable<HistoryFilters['kind']>, true>) as NonNullable<HistoryFilters['kind']>[];

/** Takes any address: what is not understood is left out. */
export const historyFiltersOf = ({ kind, by, from, to }: Record<string, unknown>): HistoryFilters => ({
  kind: historyKinds.find((each) => each === kind),
  by: typeof by === 'string' && by.trim() !== '' ? by.trim().slice(0, 200) : undefined,
  from: isDay(from) ? from : undefined,
  to: isDay(to) ? to : undefined,
});
