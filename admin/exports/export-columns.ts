import { type ExportColumn, exportColumns } from '@regulars/contract/export';
import type { ListState } from '../customers/list-state.ts';

/** Those chosen in the list, in the order of the file; undefined where nobody chose. The name always is among them. */
export const columnsOfList = ({ columns }: Pick<ListState, 'columns'>): ExportColumn[] | undefined => {
  if (!columns) return undefined;
  const shown = new Set<ExportColumn>([
    'name',
    ...columns.map((column) => (column === 'profileStatus' ? 'type' : column)),
  ]);
  return exportColumns.filter((column) => shown.has(column));
};
