import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../refusal.ts';

/** Where a page ended, as text that only comes from us and only fits the list that it was made for. */
export interface Cursors {
  seal(list: string, position: readonly string[]): string;
  /** @throws Refusal invalid_cursor: made up, of another tenant, or of another search, filter or sort. */
  open(list: string, cursor: string): string[];
}

export const cursorsOf = (tenantId: string, key: Buffer): Cursors => {
  const sealed = (list: string, payload: string) => {
    const signature = createHmac('sha256', key).update(`${tenantId}\n${list}\n${payload}`).digest();
    return `${payload}.${signature.subarray(0, 16).toString('base64url')}`;
  };
  return {
    seal: (list, position) => sealed(list, Buffer.from(JSON.stringify(position)).toString('base64url')),
    open: (list, cursor) => {
      const [payload = ''] = cursor.split('.', 1);
      const given = Buffer.from(cursor);
      const expected = Buffer.from(sealed(list, payload));
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw new Refusal('invalid_cursor');
      }
      return JSON.parse(Buffer.from(payload, 'base64url').toString());
    },
  };
};
