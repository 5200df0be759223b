import { isDeepStrictEqual } from 'node:util';
import type { ImportField, ImportOutcome, ImportRow, ImportRowError } from '@regulars/contract/import';
import { columnOf } from '../customers/customer-columns.ts';
import { foldedEmail, type KnownCustomer, type KnownCustomers } from './known-customers.ts';
import type { ImportRecord, ReadRow, RecordColumn } from './read-record.ts';

/** What becomes of a row. */
export interface JudgedRow {
  outcome: ImportOutcome;
  matchedBy: ImportRow['matchedBy'];
  customerId: string | null;
  /** What is to be written. */
  record: ImportRecord;
  changes: ImportRow['changes'];
  score: number | null;
  errors: ImportRowError[];
}

/**
 * Whom a row means, and what it would change. An id or number that a customer here has means that customer. A row with
 * an id of elsewhere has its number from there as well: it means nobody here.
 *
 * @param seen what rows before it in the file were about; is added to
 */
export const judgeRow = (
  read: ReadRow,
  known: KnownCustomers,
  seen: Map<string, number>,
  line: number,
): JudgedRow => {
  const { record, errors } = read;
  const judged = (outcome: ImportOutcome, more: Partial<JudgedRow> = {}): JudgedRow => ({
    outcome,
    matchedBy: null,
    customerId: null,
    record,
    changes: [],
    score: null,
    errors,
    ...more,
  });
  if (errors.length > 0) return judged('invalid');
  const match = matchOf(read, known);
  const before = keysOf(read, match?.customer ?? null)
    .map((key) => {
      const first = seen.get(key);
      if (first === undefined) seen.set(key, line);
      return first;
    })
    .find((first) => first !== undefined);
  if (before !== undefined) {
    return refused(judged, 'repeated', null, `Line ${before} is about the same customer.`, match);
  }
  const holder = record.phone === undefined ? undefined : known.byPhone.get(record.phone);
  if (!match) {
    const mailed = record.email === undefined ? [] : (known.byEmail.get(foldedEmail(record.email)) ?? []);
    // Two people may share an e-mail: whether these do is for somebody to say.
    return mailed[0]
      ? judged('duplicate', { customerId: mailed[0].id, matchedBy: 'email' })
      : judged('create');
  }
  const { customer, by } = match;
  const changed = changesOf(record, customer);
  const about = { matchedBy: by, customerId: customer.id };
  if (changed.length === 0) return judged('unchanged', about);
  if (customer.is_merged) {
    return refused(judged, 'merged', null, 'This customer was merged into another.', match);
  }
  if (holder && holder.id !== customer.id && customer.is_active) {
    return refused(judged, 'phone_taken', 'phone', 'Another customer has this phone.', match);
  }
  return judged('update', {
    ...about,
    record: Object.fromEntries(changed.map(({ column }) => [column, record[column]])),
    changes: changed.map(({ field, column }) => ({
      field,
      from: customer[column] as never,
      to: record[column] as never,
    })),
  });
};

type Match = { customer: KnownCustomer; by: NonNullable<ImportRow['matchedBy']> };

const refused = (
  judged: (outcome: ImportOutcome, more: Partial<JudgedRow>) => JudgedRow,
  code: ImportRowError['code'],
  field: ImportField | null,
  detail: string,
  match: Match | null,
) =>
  judged('invalid', {
    customerId: match?.customer.id ?? null,
    matchedBy: match?.by ?? null,
    errors: [{ column: null, field, code, detail }],
  });

const matchOf = (
  { id, customerNumber, record, fingerprint }: ReadRow,
  known: KnownCustomers,
): Match | null => {
  const found = (by: Match['by'], customer: KnownCustomer | undefined) =>
    customer ? { by, customer } : null;
  const mailed = record.email === undefined ? [] : (known.byEmail.get(foldedEmail(record.email)) ?? []);
  const [one] = mailed;
  // With another phone it may be somebody else of the same household or firm.
  const isTheirs =
    mailed.length === 1 && (record.phone === undefined || one!.phone === null || one!.phone === record.phone);
  return (
    (id !== null && found('id', known.byId.get(id))) ||
    (id === null && customerNumber !== null && found('customerNumber', known.byNumber.get(customerNumber))) ||
    (record.phone !== undefined && found('phone', known.byPhone.get(record.phone))) ||
    (isTheirs && found('email', one)) ||
    (fingerprint !== null && found('earlier_import', known.byFingerprint.get(fingerprint))) ||
    null
  );
};

/** What no two rows of a file may have in common. */
const keysOf = ({ record, fingerprint }: ReadRow, customer: KnownCustomer | null): string[] => [
  ...(customer ? [`customer ${customer.id}`] : []),
  ...(record.phone === undefined ? [] : [`phone ${record.phone}`]),
  ...(record.phone === undefined && record.email !== undefined ? [`email ${foldedEmail(record.email)}`] : []),
  ...(fingerprint === null ? [] : [`row ${fingerprint}`]),
];

const changesOf = (record: ImportRecord, customer: KnownCustomer) =>
  (Object.entries(columnOf) as [ImportField, RecordColumn][])
    .filter(([, column]) => record[column] !== undefined && !isSaid(column, record, customer))
    .map(([field, column]) => ({ field, column }));

const isSaid = (column: RecordColumn, record: ImportRecord, customer: KnownCustomer) =>
  column === 'preferences'
    ? isMerged(record.preferences, customer.preferences)
    : column === 'tags'
      ? isDeepStrictEqual(record.tags, customer.tags)
      : record[column] === customer[column];

/** Would merging a patch (RFC 7396) change nothing? */
const isMerged = (patch: unknown, target: unknown): boolean => {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    return isDeepStrictEqual(patch, target);
  }
  if (typeof target !== 'object' || target === null || Array.isArray(target)) return false;
  return Object.entries(patch).every(([name, value]) =>
    value === null
      ? !Object.hasOwn(target, name)
      : isMerged(value, (target as Record<string, unknown>)[name]),
  );
};
