import type { MergeChoices, MergeField } from '@regulars/contract/merge';
import { columnOf } from '../customers/customer-columns.ts';

export const columnChoices = (choices: MergeChoices = {}): Record<string, 'source' | 'target'> =>
  Object.fromEntries(
    Object.entries(choices).map(([field, side]) => [
      columnOf[field as MergeField],
      side as 'source' | 'target',
    ]),
  );

const fieldNames = new Map<string, string>([
  ...Object.entries(columnOf).map(([field, column]) => [column, field] as const),
  ['profile_status', 'profileStatus'],
]);

/** A column, or a path that begins with one (`preferences.folding`), as the contract writes it. */
export const fieldName = (path: string): string => {
  const [column = '', ...rest] = path.split('.');
  return [fieldNames.get(column) ?? column, ...rest].join('.');
};
