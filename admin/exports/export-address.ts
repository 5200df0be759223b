import type { ExportColumn, ExportFormat } from '@regulars/contract/export';
import type { ExportQuery } from '@regulars/sdk';
import { type ListState, queryOf } from '../customers/list-state.ts';
import type { Language } from '../shell/language.ts';

/** Where the browser downloads all customers of a list, however many pages it has. */
export const exportAddress = (
  state: ListState,
  {
    format,
    columns,
    language,
  }: { format: ExportFormat; columns: readonly ExportColumn[]; language: Language },
) => {
  const { limit: _, cursor: __, ...list } = queryOf(state);
  const query: ExportQuery = { ...list, format, columns: columns.join(','), headings: language };
  const written = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `/api/v1/customers/export?${new URLSearchParams(written)}`;
};
