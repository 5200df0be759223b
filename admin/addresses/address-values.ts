import type { Address, AddressChanges, NewAddress } from '@regulars/sdk';
import type { FieldErrors } from '../ui/field-errors.ts';
import { placeIn, writtenPlace } from './place-in.ts';

const texts = [
  'label',
  'building',
  'floor',
  'apartment',
  'street',
  'area',
  'city',
  'region',
  'postalCode',
  'deliveryNotes',
] as const;
export type AddressText = (typeof texts)[number];

/** What the form holds: text as typed, empty for "not known". */
export interface AddressValues extends Record<AddressText, string> {
  type: Address['type'];
  country: string;
  /** Coordinates in any form, or a link to a map. */
  place: string;
  isDefault: boolean;
}

const noText = Object.fromEntries(texts.map((field) => [field, ''])) as Record<AddressText, string>;

export const emptyAddress = (country: string): AddressValues => ({
  ...noText,
  type: 'home',
  country,
  place: '',
  isDefault: false,
});

export const addressValuesOf = (address: Address): AddressValues => {
  const { type, country, isDefault, latitude, longitude } = address;
  return {
    ...(Object.fromEntries(texts.map((field) => [field, address[field] ?? ''])) as Record<
      AddressText,
      string
    >),
    type,
    country,
    place: latitude === null || longitude === null ? '' : writtenPlace({ latitude, longitude }),
    isDefault,
  };
};

/** As the API would keep it: lines are trimmed, notes stay as written. */
const kept = (field: AddressText, text: string) => (field === 'deliveryNotes' ? text : text.trim());

/** Nothing that leads anywhere was typed: the address is left out. */
export const isEmptyAddress = (values: AddressValues): boolean =>
  values.place.trim() === '' && texts.every((field) => values[field].trim() === '');

const coordinatesOf = ({ place }: AddressValues) => {
  const found = place.trim() === '' ? null : placeIn(place);
  return typeof found === 'object' && found !== null ? found : { latitude: null, longitude: null };
};

export const newAddressOf = (values: AddressValues): NewAddress => {
  const filled = texts.filter((field) => values[field].trim() !== '');
  return {
    type: values.type,
    ...Object.fromEntries(filled.map((field) => [field, kept(field, values[field])])),
    country: values.country,
    ...(values.place.trim() !== '' && coordinatesOf(values)),
    ...(values.isDefault && { isDefault: true }),
  };
};

export type AddressField = keyof AddressValues;
const fields: readonly AddressField[] = ['type', ...texts, 'country', 'place', 'isDefault'];

const isSame = (field: AddressField, one: AddressValues, other: AddressValues): boolean => {
  if (field === 'place') {
    return (
      one.place.trim() === other.place.trim() ||
      (typeof placeIn(one.place) === 'object' &&
        JSON.stringify(coordinatesOf(one)) === JSON.stringify(coordinatesOf(other)))
    );
  }
  if (field === 'type' || field === 'country' || field === 'isDefault') return one[field] === other[field];
  return kept(field, one[field]) === kept(field, other[field]);
};

export const changedAddressFields = (from: AddressValues, to: AddressValues): AddressField[] =>
  fields.filter((field) => !isSame(field, from, to));

/** Only what was changed, as PATCH takes it. */
export const addressChangesBetween = (from: AddressValues, to: AddressValues): AddressChanges =>
  Object.assign(
    {},
    ...changedAddressFields(from, to).map((field) => {
      if (field === 'place') return coordinatesOf(to);
      if (field === 'type' || field === 'country' || field === 'isDefault') return { [field]: to[field] };
      return { [field]: kept(field, to[field]) || null };
    }),
  );

/** What was typed on top of `from`, on top of `onto`. */
export const rebaseAddress = (
  typed: AddressValues,
  from: AddressValues,
  onto: AddressValues,
): AddressValues => ({
  ...onto,
  ...Object.fromEntries(changedAddressFields(from, typed).map((field) => [field, typed[field]])),
});

const leading = ['street', 'area', 'city', 'building', 'label', 'postalCode'] as const;

/** What the API would refuse, told before anything is sent. */
export const checkAddress = (values: AddressValues): FieldErrors => {
  const place = values.place.trim();
  if (place !== '' && typeof placeIn(place) === 'string') return { place: 'invalid_value' };
  const leads = place !== '' || leading.some((field) => values[field].trim() !== '');
  return leads ? {} : { street: 'required' };
};

/** The API's errors by the form's fields; `before` is where the address stands in the body, with a dot at its end. */
export const addressErrorsOf = (errors: FieldErrors, before = ''): FieldErrors =>
  Object.fromEntries(
    Object.entries(errors)
      .filter(([field]) => field.startsWith(before))
      .map(([field, code]) => {
        const own = field.slice(before.length);
        return [own === 'latitude' || own === 'longitude' ? 'place' : own, code];
      }),
  );
