import type { MergeChoices, MergeField } from '@regulars/contract/merge';

/** The fields of the contract as the columns that regulars.merged_fields knows. */
export const columns = {
  firstName: 'first_name',
  lastName: 'last_name',
  displayName: 'display_name',
  name: 'name',
  name2: 'name2',
  phone: 'phone',
  email: 'email',
  birthDate: 'birth_date',
  avatarUrl: 'avatar_url',
  preferences: 'preferences',
  notes: 'notes',
} as const satisfies Record<MergeField, string>;

export const columnChoices = (choices: MergeChoices = {}): Record<string, 'source' | 'target'> =>
  Object.fromEntries(
    Object.entries(choices).map(([field, side]) => [
      columns[field as MergeField],
      side as 'source' | 'target',
    ]),
  );

const fieldNames = new Map<string, string>([
  ...Object.entries(columns).map(([field, column]) => [column, field] as const),
  ['profile_status', 'profileStatus'],
]);

/** A column, or a path that begins with one (`preferences.folding`), as the contract writes it. */
export const fieldName = (path: string): string => {
  const [column = '', ...rest] = path.split('.');
  return [fieldNames.get(column) ?? column, ...rest].join('.');
};
