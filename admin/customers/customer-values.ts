import type { Customer, CustomerChanges } from '@regulars/sdk';

/** What the form holds: text as typed, empty for "not known". */
export interface CustomerValues {
  name: string;
  name2: string;
  firstName: string;
  lastName: string;
  displayName: string;
  phone: string;
  email: string;
  birthDate: string;
  notes: string;
  tags: string[];
  folding: string;
  fragrance: string;
  ecoFriendly: boolean;
  sms: boolean;
  whatsapp: boolean;
  emails: boolean;
  push: boolean;
}
export type Field = keyof CustomerValues;

/** Field of the form → its place in the API's customer, as in a JSON pointer with dots. */
export const placeOf: Record<Field, string> = {
  name: 'name',
  name2: 'name2',
  firstName: 'firstName',
  lastName: 'lastName',
  displayName: 'displayName',
  phone: 'phone',
  email: 'email',
  birthDate: 'birthDate',
  notes: 'notes',
  tags: 'tags',
  folding: 'preferences.folding',
  fragrance: 'preferences.fragrance',
  ecoFriendly: 'preferences.ecoFriendly',
  sms: 'preferences.notifications.sms',
  whatsapp: 'preferences.notifications.whatsapp',
  emails: 'preferences.notifications.email',
  push: 'preferences.notifications.push',
};
const fields = Object.keys(placeOf) as Field[];

const at = (value: unknown, path: string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
    value,
  );

/**
 * The API fills name and display name from what else it knows. Here they are empty then, so that a change of the
 * first name still reaches them.
 */
export const derivedNames = (customer: Customer) => {
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  return { name, displayName: customer.name ?? customer.name2 ?? customer.customerNumber };
};

export const valuesOf = (customer: Customer): CustomerValues => {
  const derived = derivedNames(customer);
  const text = (field: Field) => {
    const value = at(customer, placeOf[field].split('.'));
    return typeof value === 'string' ? value : '';
  };
  const isOn = (field: Field) => at(customer, placeOf[field].split('.')) === true;
  return {
    name: customer.name === derived.name ? '' : text('name'),
    name2: text('name2'),
    firstName: text('firstName'),
    lastName: text('lastName'),
    displayName: customer.displayName === derived.displayName ? '' : customer.displayName,
    phone: text('phone'),
    email: text('email'),
    birthDate: text('birthDate'),
    notes: text('notes'),
    tags: customer.tags,
    folding: text('folding'),
    fragrance: text('fragrance'),
    ecoFriendly: isOn('ecoFriendly'),
    sms: isOn('sms'),
    whatsapp: isOn('whatsapp'),
    emails: isOn('emails'),
    push: isOn('push'),
  };
};

/** As the API would keep it: lines are trimmed, notes stay as written. */
const kept = (field: Field, value: CustomerValues[Field]) =>
  typeof value === 'string' && field !== 'notes' ? value.trim() : value;

const equal = (field: Field, one: CustomerValues, other: CustomerValues) =>
  JSON.stringify(kept(field, one[field])) === JSON.stringify(kept(field, other[field]));

export const changedFields = (from: CustomerValues, to: CustomerValues): Field[] =>
  fields.filter((field) => !equal(field, from, to));

/** Only what was changed, as PATCH takes it. */
export const changesBetween = (from: CustomerValues, to: CustomerValues): CustomerChanges => {
  const changes: Record<string, unknown> = {};
  for (const field of changedFields(from, to)) {
    const value = kept(field, to[field]);
    const path = placeOf[field].split('.');
    const last = path.pop()!;
    const parent = path.reduce<Record<string, unknown>>((inner, key) => {
      inner[key] ??= {};
      return inner[key] as Record<string, unknown>;
    }, changes);
    parent[last] = value === '' ? null : value;
  }
  return changes as CustomerChanges;
};

/** What was typed on top of `from`, on top of `onto`. */
export const rebase = (
  typed: CustomerValues,
  from: CustomerValues,
  onto: CustomerValues,
): CustomerValues => ({
  ...onto,
  ...Object.fromEntries(changedFields(from, typed).map((field) => [field, typed[field]])),
});

/** Changed here and by others, and not to the same. */
export const clashes = (from: CustomerValues, mine: CustomerValues, theirs: CustomerValues): Field[] => {
  const differing = new Set(changedFields(mine, theirs));
  const changed = new Set(changedFields(from, theirs));
  return changedFields(from, mine).filter((field) => differing.has(field) && changed.has(field));
};

/** What is told of the customer once the values are saved, as far as one can know before. */
export const withValues = <C extends Customer>(customer: C, values: CustomerValues): C => {
  const text = (field: Exclude<Field, 'tags' | 'ecoFriendly' | 'sms' | 'whatsapp' | 'emails' | 'push'>) =>
    String(kept(field, values[field])) || null;
  const known = {
    ...customer,
    firstName: text('firstName'),
    lastName: text('lastName'),
    name: text('name'),
    name2: text('name2'),
    phone: text('phone'),
    email: text('email'),
    birthDate: text('birthDate'),
    notes: text('notes'),
    tags: values.tags,
    phoneVerified: customer.phoneVerified && customer.phone === text('phone'),
    emailVerified: customer.emailVerified && customer.email === text('email'),
  };
  known.name ??= derivedNames(known).name || null;
  return { ...known, displayName: text('displayName') ?? derivedNames(known).displayName };
};
