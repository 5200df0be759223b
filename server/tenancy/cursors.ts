import { Refusal } from '../refusal.ts';
import { sealAlike, unseal } from './seal.ts';

/**
 * Where a page ended, as text that only comes from us, only fits the list that it was made for, and says nothing to
 * who finds it in an address: names and phones by which a list is sorted, how far PostgreSQL is with the work of all.
 */
export interface Cursors {
  seal(list: string, position: readonly string[]): string;
  /** @throws Refusal invalid_cursor: made up, of another tenant, or of another search, filter or sort. */
  open(list: string, cursor: string): string[];
}

export const cursorsOf = (tenantId: string, key: Buffer): Cursors => {
  const place = (list: string) => `${tenantId}\n${list}`;
  return {
    seal: (list, position) =>
      Buffer.from(sealAlike(key, place(list), JSON.stringify(position)), 'base64').toString('base64url'),
    open: (list, cursor) => {
      const isWhole = Buffer.from(cursor, 'base64url').toString('base64url') === cursor;
      const text = isWhole ? unseal(key, place(list), cursor) : null;
      if (text === null) throw new Refusal('invalid_cursor');
      return JSON.parse(text);
    },
  };
};
