import type { CustomerHistoryEntry } from '@regulars/sdk';

type Json = CustomerHistoryEntry['changes'][number]['from'];

export interface Change {
  /** As in the API's customer, with dots inside: `preferences.notifications.sms`. */
  field: string;
  from: Json;
  to: Json;
}

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The order in which a person tells it: who first, then how to reach, then the rest. */
const order = [
  'name',
  'name2',
  'firstName',
  'lastName',
  'displayName',
  'phone',
  'email',
  'birthDate',
  'profileStatus',
];
const rank = ({ field }: Change) => (order.includes(field) ? order.indexOf(field) : order.length);
export const inOrder = (changes: Change[]) =>
  changes.toSorted((one, other) => rank(one) - rank(other) || (one.field < other.field ? -1 : 1));

/** One line for each fact: an object such as the preferences is told key by key, and only where it changed. */
export const flatChanges = (changes: readonly Change[]): Change[] =>
  changes.flatMap(({ field, from, to }) => {
    if (!isObject(from) && !isObject(to)) return [{ field, from, to }];
    const before = isObject(from) ? from : {};
    const after = isObject(to) ? to : {};
    return flatChanges(
      [...new Set([...Object.keys(before), ...Object.keys(after)])]
        .map((key) => ({ field: `${field}.${key}`, from: before[key] ?? null, to: after[key] ?? null }))
        .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to)),
    );
  });
