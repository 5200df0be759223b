import { createHash } from 'node:crypto';
import { customerChanges, nameFields, type ProfileStatus } from '@regulars/contract/customer';
import type { ImportField, ImportRowCode, ImportRowError } from '@regulars/contract/import';
import { readDate } from '@regulars/linkage/dates';
import { columnOf } from '../customers/customer-columns.ts';
import { parseCustomerNumber } from '../customers/parse-search.ts';
import { sayIssue } from '../http/say-issue.ts';
import { normalizePhone } from '../phones/normalize-phone.ts';

/** What a row says of a customer, by column of org_customers_mst; what it says nothing of is not there. */
export interface ImportRecord {
  first_name?: string;
  last_name?: string;
  display_name?: string;
  name?: string;
  name2?: string;
  phone?: string;
  email?: string;
  birth_date?: string;
  avatar_url?: string;
  preferences?: Record<string, unknown>;
  notes?: string;
  tags?: string[];
}
export type RecordColumn = keyof ImportRecord;

/** A row as it is understood. */
export interface ReadRow {
  id: string | null;
  customerNumber: number | null;
  /** What a new customer would be. */
  type: Exclude<ProfileStatus, 'full'>;
  record: ImportRecord;
  errors: ImportRowError[];
  /** Of a row that has neither phone nor e-mail: an id or number may be one of elsewhere. */
  fingerprint: string | null;
}

/** Of a business, what its files leave unsaid. */
export interface Place {
  /** ISO 3166-1, of phones without a country code. */
  country: string;
  customerNumberPrefix: string;
}

const types: Record<string, ProfileStatus> = {
  guest: 'guest',
  'walk-in': 'guest',
  'walk in': 'guest',
  زائر: 'guest',
  ضيف: 'guest',
  stub: 'stub',
  basic: 'stub',
  مبدئي: 'stub',
  أساسي: 'stub',
  full: 'full',
  كامل: 'full',
};

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// Where the month is written first.
const monthFirst = new Set(['US', 'PH', 'FM', 'MH', 'PW', 'GU', 'AS', 'MP', 'PR', 'VI', 'UM']);

/**
 * Reads the cells of a row. What is empty says nothing and changes nothing.
 *
 * @param mapping for each column its field or null
 */
export const readRecord = (
  cells: readonly string[],
  mapping: readonly (ImportField | null)[],
  { country, customerNumberPrefix }: Place,
): ReadRow => {
  const errors: ImportRowError[] = [];
  const values: Record<string, unknown> = {};
  const places: Partial<Record<ImportField, number>> = {};
  let id: string | null = null;
  let customerNumber: number | null = null;
  let type: ProfileStatus | null = null;
  const complain = (field: ImportField, code: ImportRowCode, detail: string) =>
    errors.push({ column: places[field] ?? null, field, code, detail });

  for (const [column, field] of mapping.entries()) {
    const cell = cells[column] ?? '';
    if (field === null || cell === '') continue;
    places[field] = column;
    const text = cell.trim();
    if (text === '' && field !== 'notes') continue;
    switch (field) {
      case 'id':
        if (uuid.test(text)) id = text.toLowerCase();
        else complain(field, 'invalid_value', 'This is no id of a customer.');
        break;
      case 'customerNumber':
        customerNumber = parseCustomerNumber(text, customerNumberPrefix);
        break;
      case 'type':
        type = types[text.toLowerCase()] ?? null;
        if (type === null) complain(field, 'invalid_value', 'A customer is a guest, a stub or full.');
        break;
      case 'phone': {
        const read = readPhone(text, country);
        if ('e164' in read) values.phone = read.e164;
        else complain(field, read.code, read.detail);
        break;
      }
      case 'birthDate': {
        const date = readDay(text, country);
        if (date === null) complain(field, 'invalid_value', 'This is no day of the calendar.');
        else values.birthDate = date;
        break;
      }
      case 'tags':
        values.tags = readTags(text);
        break;
      case 'preferences':
        try {
          values.preferences = JSON.parse(text);
        } catch {
          complain(field, 'invalid_value', 'Preferences are JSON.');
        }
        break;
      default:
        values[field] = cell;
    }
  }

  const checked = customerChanges.safeParse(values, { reportInput: true, error: sayIssue });
  if (!checked.success) {
    for (const { path, code, message } of checked.error.issues) {
      const tooLong = code === 'too_big';
      complain(path[0] as ImportField, tooLong ? 'too_long' : 'invalid_value', `This ${message}.`);
    }
  }
  const { verificationToken: _, ...fields } = checked.data ?? {};
  const record: ImportRecord = {};
  for (const [field, column] of Object.entries(columnOf)) {
    const value = fields[field as keyof typeof columnOf];
    if (value !== undefined && value !== null) record[column] = value as never;
  }
  const isStub =
    record.phone !== undefined && nameFields.some((field) => record[columnOf[field]] !== undefined);
  if (errors.length === 0 && type === 'stub' && !isStub && id === null && customerNumber === null) {
    const field = record.phone === undefined ? 'phone' : 'name';
    complain(field, 'required', `A stub needs a ${field}.`);
  }
  const isEmpty = Object.keys(record).length === 0;
  if (errors.length === 0 && isEmpty && id === null && customerNumber === null) {
    errors.push({ column: null, field: null, code: 'empty', detail: 'The row says nothing of a customer.' });
  }
  return {
    id,
    customerNumber,
    // A proven phone does not come in a file.
    type: type === 'guest' || !isStub ? 'guest' : 'stub',
    record,
    errors,
    fingerprint:
      record.phone === undefined && record.email === undefined
        ? createHash('sha256')
            .update(JSON.stringify([id, customerNumber, type, record]))
            .digest('base64url')
        : null,
  };
};

const readPhone = (
  text: string,
  country: string,
): { e164: string } | { code: ImportRowCode; detail: string } => {
  if (/^\d(\.\d+)?e\+?\d+$/i.test(text)) {
    return { code: 'rounded_number', detail: 'A spreadsheet has rounded this phone: its digits are lost.' };
  }
  const read = normalizePhone(text, country);
  if ('e164' in read) return read;
  // A spreadsheet takes the plus away.
  const international = /^\d{10,15}$/.test(text) ? normalizePhone(`+${text}`, country) : read;
  return 'e164' in international
    ? international
    : { code: 'invalid_phone', detail: `The phone ${read.reason}.` };
};

const readDay = (text: string, country: string): string | null => {
  const digits = readDate(text.replace(/[T ]\d\d:\d\d.*$/, ''), monthFirst.has(country));
  if (digits?.length !== 8) return null;
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
};

const readTags = (text: string): unknown => {
  if (text.startsWith('[')) {
    try {
      return JSON.parse(text);
    } catch {
      // It only looks like a list of ours.
    }
  }
  return text
    .split(/[;,،|\n]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
};
