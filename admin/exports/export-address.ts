import type { ExportColumn, ExportFormat } from '@regulars/contract/export';
import type { ExportQuery } from '@regulars/sdk';
import { type ListState, queryOf } from '../customers/list-state.ts';
import type { Language } from '../shell/language.ts';

/** Where the browser downloads all customers of a list, however many pages it has; `ids`: of them these alone. */
export const exportAddress = (
  state: ListState,
  {
    format,
    columns,
    language,
    ids,
  }: {
    format: ExportFormat;
    columns: readonly ExportColumn[];
    language: Language;
    ids?: readonly string[] | undefined;
  },
) => {
  const { limit: _, cursor: __, ...list } = queryOf(state);
  // Whoever selected them has seen them: what they were found by need not be said again.
  const which: ExportQuery = ids ? { ids: ids.join(','), status: 'all', sort: state.sort } : list;
  const query: ExportQuery = { ...which, format, columns: columns.join(','), headings: language };
  const written = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  // A comma may stand in an address as it is, which is then a tenth shorter where many are named.
  return `/api/v1/customers/export?${`${new URLSearchParams(written)}`.replaceAll('%2C', ',')}`;
};
