import { addressChanges, newAddress } from '@regulars/contract/address';
import type { Address } from '@regulars/sdk';
import { expect, test } from 'vitest';
import {
  addressChangesBetween,
  addressErrorsOf,
  addressValuesOf,
  changedAddressFields,
  checkAddress,
  emptyAddress,
  isEmptyAddress,
  newAddressOf,
  rebaseAddress,
} from './address-values.ts';

const home: Address = {
  id: '0198c0de-0000-7000-8000-000000000001',
  type: 'home',
  label: null,
  building: '12',
  floor: null,
  apartment: null,
  street: 'Way 3021',
  area: 'Al Khuwair',
  city: 'Muscat',
  region: null,
  postalCode: '133',
  country: 'OM',
  latitude: 0,
  longitude: 58.3829,
  deliveryNotes: ' Ring twice\n',
  isDefault: true,
  isActive: true,
  distanceM: null,
  formatted: ['12 Way 3021', 'Al Khuwair', 'Muscat 133', 'Oman'],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
};
const base = addressValuesOf(home);

test('an untouched form sends nothing, nor does the same place written in another way', () => {
  expect(addressChangesBetween(base, base)).toEqual({});
  expect(addressChangesBetween(base, { ...base, street: 'Way 3021 ', place: 'geo:0,58.3829' })).toEqual({});
});

test('only what was changed is sent, coordinates together, and null where it was emptied', () => {
  const changes = addressChangesBetween(base, {
    ...base,
    street: '',
    city: ' Muttrah ',
    type: 'work',
    place: '٢٣٫٥، ٥٨٫٤',
  });
  expect(changes).toEqual({ street: null, city: 'Muttrah', type: 'work', latitude: 23.5, longitude: 58.4 });
  expect(addressChanges.safeParse(changes).success).toBe(true);
  expect(addressChangesBetween(base, { ...base, place: ' ' })).toEqual({ latitude: null, longitude: null });
});

test('zero is a place, and notes stay as written', () => {
  expect(base.place).toBe('0, 58.3829');
  expect(base.deliveryNotes).toBe(' Ring twice\n');
});

test('a new address sends what was filled in, as the contract takes it', () => {
  const typed = { ...emptyAddress('OM'), street: ' Way 3021 ', place: '23.5 N, 58.4 E' };
  expect(newAddressOf(typed)).toEqual({
    type: 'home',
    street: 'Way 3021',
    country: 'OM',
    latitude: 23.5,
    longitude: 58.4,
  });
  expect(newAddress.safeParse(newAddressOf(typed)).success).toBe(true);
});

test('an address that leads nowhere, and a place that is none, are refused before they are sent', () => {
  expect(isEmptyAddress(emptyAddress('OM'))).toBe(true);
  expect(checkAddress(emptyAddress('OM'))).toEqual({ street: 'required' });
  expect(checkAddress({ ...emptyAddress('OM'), floor: '3' })).toEqual({ street: 'required' });
  expect(isEmptyAddress({ ...emptyAddress('OM'), floor: '3' })).toBe(false);
  expect(checkAddress({ ...base, place: 'https://maps.app.goo.gl/x' })).toEqual({ place: 'invalid_value' });
  expect(checkAddress({ ...emptyAddress('OM'), place: '0, 0' })).toEqual({});
});

test('what was typed survives somebody else’s change, and their other changes come in', () => {
  const theirs = addressValuesOf({ ...home, city: 'Muttrah', street: 'Way 1', latitude: 1, longitude: 2 });
  const now = rebaseAddress({ ...base, street: 'Way 2' }, base, theirs);
  expect(now).toMatchObject({ street: 'Way 2', city: 'Muttrah', place: '1, 2' });
  expect(changedAddressFields(theirs, now)).toEqual(['street']);
});

test('an error of the API stands at its field, wherever in the body the address was', () => {
  expect(addressErrorsOf({ street: 'too_long', longitude: 'required' })).toEqual({
    street: 'too_long',
    place: 'required',
  });
  expect(addressErrorsOf({ 'addresses.0.city': 'too_long', name: 'required' }, 'addresses.0.')).toEqual({
    city: 'too_long',
  });
});
