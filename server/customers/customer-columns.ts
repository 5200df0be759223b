import type { CustomerChanges } from '@regulars/contract/customer';
import type { FieldError } from '@regulars/contract/problem';
import { sql } from 'kysely';
import { normalizePhone } from '../phones/normalize-phone.ts';
import { Refusal } from '../refusal.ts';

/** The fields of a customer that callers set, as columns. */
export const columnOf = {
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
  tags: 'tags',
} as const satisfies Record<keyof CustomerFields, string>;

type CustomerFields = Omit<CustomerChanges, 'verificationToken'>;
type Column = (typeof columnOf)[keyof typeof columnOf];

/**
 * What a caller sent, as columns: only what was sent is among them; the phone is E.164.
 *
 * @param country region of phones without a country code
 * @param preferences those that the sent ones are merged into: of the row, or none yet
 * @param missing errors found before, to be told together with those found here
 * @throws Refusal invalid_request
 */
export const customerColumns = (
  changes: CustomerFields,
  {
    country,
    preferences,
    missing = [],
  }: { country: string; preferences: 'of the row' | 'none'; missing?: FieldError[] },
) => {
  const errors = [...missing];
  const values: Partial<Record<Column, unknown>> = {};
  for (const [field, column] of Object.entries(columnOf) as [keyof CustomerFields, Column][]) {
    if (changes[field] !== undefined) values[column] = changes[field];
  }
  if (changes.phone) {
    const read = normalizePhone(changes.phone, country);
    if ('e164' in read) values.phone = read.e164;
    else errors.push({ pointer: '/phone', code: 'invalid_phone', detail: `The phone ${read.reason}.` });
  }
  if (changes.preferences) {
    const before = preferences === 'of the row' ? sql.ref('preferences') : sql.lit(null);
    values.preferences = sql`regulars.merge_patch(${before}, ${JSON.stringify(changes.preferences)}::jsonb)`;
  }
  if (changes.preferences === null) values.preferences = '{}';
  if (changes.tags === null) values.tags = [];
  if (errors.length > 0) throw new Refusal('invalid_request', { errors });
  return values;
};
