import { type Field, fields, type Kind, otherField } from './compare.ts';
import type { Prepared } from './prepare.ts';

/** How common values are: the share of records for those worth knowing, and the mean share of each other one. */
export interface Frequencies {
  values: Record<string, number>;
  other: number;
}

/** What was learned of one field: for each of its levels the share among records of one customer and of two. */
export interface FieldModel {
  match: number[];
  chance: number[];
  /** How often two people of each kind agree as one person would. */
  shared: Record<Kind, number>;
}

/** All that is learned from a set of records: plain JSON, of bounded size. */
export interface Model {
  version: 1;
  records: number;
  otherFields: string[];
  /** The share of all pairs that is one customer. */
  matches: number;
  /** The share of all pairs that is two people of each kind. */
  pairsOf: Record<Kind, number>;
  fields: Record<string, FieldModel>;
  frequencies: Record<string, Frequencies>;
  /** Values that many share who have nothing to do with each other; they count as unknown. */
  generic: { phone: string[]; email: string[]; birthDate: string[] };
}

export const modelFields = (otherFields: readonly string[]): Field[] => [
  ...fields,
  ...otherFields.map((name) => otherField(name)),
];

/** What is expected before any record is seen. */
export const startingModel = (records = 1000, otherFields: readonly string[] = []): Model => ({
  version: 1,
  records,
  otherFields: [...otherFields],
  matches: 0.2 / Math.max(records, 100),
  pairsOf: {
    relatives: 0.1 / Math.max(records, 100),
    namesakesAtHome: 0.03 / Math.max(records, 100),
    namesakes: 0.03 / Math.max(records, 100),
  },
  fields: Object.fromEntries(
    modelFields(otherFields).map(({ name, levels, shared }) => [
      name,
      {
        match: levels.map(({ match }) => match),
        chance: levels.map(({ chance }) => chance),
        shared: { ...shared },
      },
    ]),
  ),
  frequencies: {},
  generic: { phone: [], email: [], birthDate: [] },
});

/** The values by which agreement is more or less telling; several for a field where it can agree by a part. */
export const valuesOf = (record: Prepared): [table: string, value: string][] => {
  const values: [string, string][] = [];
  const put = (table: string, value: string | undefined | null) => {
    if (value) values.push([table, value]);
  };
  put('firstName', record.given?.[0]?.text);
  put('firstNameSound', record.given?.[0]?.skeleton);
  put('lastName', record.family?.[0]?.text);
  put('lastNameSound', record.family?.[0]?.skeleton);
  put('birthDate', record.birthDate);
  put('phone', record.phones?.[0]?.slice(-8));
  put('email', record.emails?.[0]?.text);
  put('emailLocal', record.emails?.[0]?.local);
  put('organisation', record.organisation?.text);
  put('address', record.address?.text);
  put('city', record.city?.text);
  put('region', record.region?.text);
  put('postalCode', record.postalCode?.text);
  put('country', record.country?.text);
  return values;
};

/** The record without its generic values. */
export const withoutGeneric = (
  record: Prepared,
  generic: Record<keyof Model['generic'], ReadonlySet<string>>,
): Prepared => {
  const phones = record.phones?.filter((phone) => !generic.phone.has(phone.slice(-8))) ?? null;
  const lostPhone = phones !== null && phones.length < record.phones!.length;
  const emails = record.emails?.filter(({ text }) => !generic.email.has(text)) ?? null;
  const lostEmail = emails !== null && emails.length < record.emails!.length;
  const lostDate = record.birthDate !== null && generic.birthDate.has(record.birthDate);
  if (!lostPhone && !lostEmail && !lostDate) return record;
  return {
    ...record,
    ...(lostPhone && { phones: phones.length > 0 ? phones : null }),
    ...(lostEmail && { emails: emails.length > 0 ? emails : null }),
    ...(lostDate && { birthDate: null }),
  };
};
