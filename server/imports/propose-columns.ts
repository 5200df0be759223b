import { exportHeadings } from '@regulars/contract/export';
import { type ImportField, importFields } from '@regulars/contract/import';
import { fold } from '@regulars/linkage/fold';
import { normalizePhone } from '../phones/normalize-phone.ts';
import { type Place, uuid } from './read-record.ts';

/** Headings as people and other programs write them, beside those of our own exports. */
const synonyms: Record<ImportField, string> = {
  id: 'customer id, uuid, guid, معرف العميل, معرف',
  customerNumber:
    'customer no, customer nr, cust no, customer code, client number, client no, member number, membership number, رقم الزبون, كود العميل, رقم العضوية',
  type: 'customer type, profile status, profileStatus, نوع العميل',
  name: 'full name, customer name, customer, client name, client, contact name, contact, name en, english name, name (english), اسم العميل, الاسم الكامل, اسم الزبون, العميل, الزبون, الاسم بالإنجليزية',
  name2:
    'arabic name, name arabic, name ar, name (arabic), local name, الاسم بالعربية, الاسم العربي, الاسم بالعربي, اسم العميل بالعربية',
  firstName: 'given name, forename, first, fname, الاسم الاول, اسم',
  lastName: 'surname, family name, family, last, lname, اللقب, العائلة, اسم العائلة, الكنية',
  displayName: 'nickname, nick name, called, alias, الاسم المعروض, اللقب المعروض',
  phone:
    'mobile, phone number, mobile number, mobile no, phone no, tel, telephone, cell, cell phone, cellphone, gsm, whatsapp, contact number, msisdn, الجوال, رقم الجوال, الهاتف, رقم الهاتف, هاتف, جوال, الموبايل, رقم الموبايل, المحمول, النقال, واتساب, رقم التواصل',
  email: 'email address, mail, e mail address, الايميل, ايميل, البريد, بريد الكتروني',
  birthDate:
    'birthday, date of birth, dob, birth, born, born on, تاريخ الولادة, يوم الميلاد, الميلاد, عيد الميلاد',
  tags: 'tag, labels, label, groups, group, segment, segments, category, وسم, التصنيف, المجموعة, تصنيفات',
  notes: 'note, comment, comments, remark, remarks, ملاحظة, تعليق, تعليقات',
  preferences: 'preference, settings',
  avatarUrl: 'avatar, avatar url, photo, image, picture url, photo url, صورة',
};

const plain = (heading: string) => fold(heading).replace(/[^\p{L}\p{N}]+/gu, '');

const known = new Map<string, ImportField | null>();
for (const field of importFields) {
  for (const heading of synonyms[field].split(',')) known.set(plain(heading), field);
}
// Our own exports come last and so count most; what an import leaves alone is known to be just that.
for (const [column, headings] of Object.entries(exportHeadings)) {
  const field = importFields.find((each) => each === column) ?? null;
  for (const heading of [column, headings.en, headings.ar]) known.set(plain(heading), field);
}

/** What a heading means: a field, nothing that is imported (null), or it is not known (undefined). */
const fieldOfHeading = (heading: string): ImportField | null | undefined => known.get(plain(heading));

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const date = /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})$/;
const name = /^[\p{L}\p{M}][\p{L}\p{M}\s.'’-]*$/u;

const isPhone = (value: string, { country }: Place) =>
  /^[\s+()\d./٠-٩۰-۹-]{6,}$/.test(value) && 'e164' in normalizePhone(value, country);

/** Values that cannot be a heading. */
const looksLikeData = (value: string, place: Place) =>
  uuid.test(value) ||
  email.test(value) ||
  date.test(value) ||
  /^\+?\d[\d\s.-]{4,}$/.test(value) ||
  isPhone(value, place);

/** Does the first row name the columns? */
export const hasHeading = (rows: readonly string[][], place: Place): boolean => {
  const [first = [], ...others] = rows;
  const named = first.map((value) => value.trim()).filter((value) => value !== '');
  if (named.some((value) => fieldOfHeading(value) !== undefined)) return true;
  if (named.length === 0 || named.some((value) => looksLikeData(value, place))) return false;
  // Below it stands what no heading is, or at least there is a row that is another.
  return others.length === 0
    ? false
    : others.some((row) => row.some((value) => looksLikeData(value.trim(), place)));
};

/** What share of the values a field would take. */
const fits: [ImportField, (value: string, place: Place) => boolean][] = [
  ['id', (value) => uuid.test(value)],
  [
    'customerNumber',
    (value, { customerNumberPrefix }) => new RegExp(`^${customerNumberPrefix}-\\d+$`, 'i').test(value),
  ],
  ['email', (value) => email.test(value)],
  ['birthDate', (value) => date.test(value)],
  ['phone', isPhone],
];

const mostOf = (values: string[], test: (value: string) => boolean) =>
  values.length > 0 && values.filter(test).length / values.length >= 0.6;

/**
 * What each column of a file looks like: by its heading or, where that says nothing, by its values. No field is
 * proposed twice; the first column that looks like it has it.
 */
export const proposeColumns = (
  headings: readonly (string | null)[],
  rows: readonly string[][],
  place: Place,
): (ImportField | null)[] => {
  const taken = new Set<ImportField>();
  const take = (field: ImportField | null | undefined) => {
    if (!field || taken.has(field)) return null;
    taken.add(field);
    return field;
  };
  const meant = headings.map((heading) => (heading ? fieldOfHeading(heading.trim()) : undefined));
  const proposals = meant.map(take);
  const valuesOf = (index: number) =>
    rows.map((row) => (row[index] ?? '').trim()).filter((value) => value !== '');
  for (const [index, field] of meant.entries()) {
    if (field !== undefined) continue;
    const values = valuesOf(index);
    const fitting = fits.find(([, test]) => mostOf(values, (value) => test(value, place)));
    proposals[index] = take(fitting?.[0]);
  }
  const hasName = () => ['name', 'firstName', 'lastName'].some((field) => taken.has(field as ImportField));
  for (const [index, field] of meant.entries()) {
    // A column with a heading that nobody knows may hold anything that looks like a name: cities, say.
    if (field !== undefined || proposals[index] || headings[index]) continue;
    const values = valuesOf(index);
    if (!mostOf(values, (value) => name.test(value))) continue;
    const isArabic = mostOf(values, (value) => /\p{Script=Arabic}/u.test(value));
    proposals[index] = take(hasName() ? (isArabic ? 'name2' : null) : 'name');
  }
  return proposals;
};
