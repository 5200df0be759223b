import type { AddressChanges } from '@regulars/contract/address';

const columns = {
  type: 'type',
  label: 'label',
  building: 'building',
  floor: 'floor',
  apartment: 'apartment',
  street: 'street',
  area: 'area',
  city: 'city',
  region: 'region',
  postalCode: 'postal_code',
  country: 'country',
  latitude: 'latitude',
  longitude: 'longitude',
  deliveryNotes: 'delivery_notes',
  isDefault: 'is_default',
} as const satisfies Record<keyof AddressChanges, string>;
type Column = (typeof columns)[keyof typeof columns];

/**
 * What a caller sent, as columns: only what was sent is among them.
 *
 * @param country of an address that shall not name its own
 */
export const addressColumns = (
  changes: AddressChanges,
  country: string,
): Partial<Record<Column, unknown>> => {
  const values: Partial<Record<Column, unknown>> = {};
  for (const [field, column] of Object.entries(columns) as [keyof AddressChanges, Column][]) {
    if (changes[field] !== undefined) values[column] = changes[field];
  }
  if (changes.country === null) values.country = country;
  return values;
};
