import path from 'node:path';

/** Where sets with known customers lie, beside the checkout; they are no part of the project. */
export const labelledSets =
  process.env.REGULARS_SHARED_DATA ?? path.join(import.meta.dirname, '../../shared/data');

/** As in map.json: our fields, and the columns that hold them. */
export type FieldMap = Record<string, string | string[]>;
const febrl: FieldMap = {
  ...{ id: 'record_id', firstName: 'given_name', lastName: 'surname', birthDate: 'date_of_birth' },
  ...{
    address: ['street_number', 'address_1', 'address_2'],
    city: 'suburb',
    postalCode: 'postcode',
    region: 'state',
  },
};
/** Each with F1 of Splink 4 at its default, without labels; null where it was not measured. */
export const sets: Record<string, { map: FieldMap; anchor: number | null }> = {
  febrl1: { map: febrl, anchor: null },
  febrl3: { map: febrl, anchor: 0.996 },
  febrl_phone_a_2500: { map: { ...febrl, phone: 'phone_number' }, anchor: null },
  febrl_phone_c_2500: { map: { ...febrl, phone: 'phone_number' }, anchor: 0.943 },
  splink_fake_1000: {
    map: {
      id: 'record_id',
      firstName: 'first_name',
      lastName: 'surname',
      birthDate: 'dob',
      city: 'city',
      email: 'email',
    },
    anchor: 0.824,
  },
  historical_a: {
    map: {
      ...{
        id: 'record_id',
        name: 'full_name',
        firstName: 'first_name',
        lastName: 'surname',
        birthDate: 'dob',
      },
      ...{ city: 'birth_place', postalCode: 'postcode_fake' },
    },
    anchor: 0.757,
  },
  crm_mena_synthetic: {
    map: {
      ...{
        id: 'record_id',
        name: 'full_name',
        firstName: 'given_name',
        lastName: 'family_name',
        phone: 'phone',
      },
      ...{ email: 'email', birthDate: 'date_of_birth', address: 'address', city: 'city', country: 'country' },
    },
    anchor: null,
  },
  patstat_orgs: { map: { id: 'record_id', organisation: 'name' }, anchor: null },
};
