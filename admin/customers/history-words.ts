import type { CustomerHistoryEntry } from '@regulars/sdk';
import { writtenPlace } from '../addresses/place-in.ts';

type Written = CustomerHistoryEntry['changes'][number];
type Json = Written['from'];

export interface Change {
  /** As in the API's customer, with dots inside: `preferences.notifications.sms`; `address.city` of an address. */
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
  'address.type',
  'address.label',
  'address.street',
  'address.building',
  'address.floor',
  'address.apartment',
  'address.area',
  'address.city',
  'address.region',
  'address.postalCode',
  'address.country',
  'address.place',
  'address.latitude',
  'address.longitude',
  'address.deliveryNotes',
  'address.isDefault',
];
const rank = ({ field }: Change) => (order.includes(field) ? order.indexOf(field) : order.length);
const inOrder = (changes: Change[]) =>
  changes.toSorted((one, other) => rank(one) - rank(other) || (one.field < other.field ? -1 : 1));

/** A further phone or e-mail is told by its value: which it is, the address of an operation has to know. */
const contactsByValue = ({ field, from, to }: Change): Change => {
  if (field !== 'contact') return { field, from, to };
  const [before, after] = [from, to].map((contact) => (isObject(contact) ? contact : null));
  return {
    field: String((before ?? after)?.kind),
    from: before?.value ?? null,
    to: after?.value ?? null,
  };
};

/** One line for each fact: an object such as the preferences is told key by key, and only where it changed. */
const flatChanges = (changes: readonly Change[]): Change[] =>
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

/** Coordinates that come together are one fact. */
const withPlace = (changes: Change[]): Change[] => {
  const latitude = changes.find(({ field }) => field === 'latitude');
  const longitude = changes.find(({ field }) => field === 'longitude');
  if (!latitude || !longitude) return changes;
  const at = (side: 'from' | 'to') => {
    const [north, east] = [latitude[side], longitude[side]];
    return typeof north === 'number' && typeof east === 'number'
      ? writtenPlace({ latitude: north, longitude: east })
      : null;
  };
  return [
    ...changes.filter((change) => change !== latitude && change !== longitude),
    { field: 'place', from: at('from'), to: at('to') },
  ];
};

export interface Told {
  /** Null: of the customer itself. */
  addressId: string | null;
  changes: Change[];
}

/** What a change says, of the customer and then of each address, in the order in which a person tells it. */
export const toldChanges = (all: readonly Written[]): Told[] => {
  // With whom somebody became one is told in words of its own: merge-in-history.tsx.
  const written = all.filter(({ field }) => field !== 'merge');
  const ids = [...new Set(written.map(({ addressId }) => addressId ?? null))];
  return ids
    .sort((one, other) => Number(one !== null) - Number(other !== null))
    .map((addressId) => {
      const own = written.filter((change) => (change.addressId ?? null) === addressId);
      const changes =
        addressId === null
          ? flatChanges(own.map(contactsByValue))
          : withPlace(own.map(({ field, from, to }) => ({ field, from, to }))).map((change) => ({
              ...change,
              field: `address.${change.field}`,
            }));
      return { addressId, changes: inOrder(changes) };
    });
};
