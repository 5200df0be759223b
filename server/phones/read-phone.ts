import { refuseField } from '../refusal.ts';
import { type E164, normalizePhone } from './normalize-phone.ts';

/**
 * The phone that a body says, in any form.
 *
 * @param country of phones without a country code
 * @throws Refusal invalid_request
 */
export const readPhone = (written: string, country: string): E164 => {
  const read = normalizePhone(written, country);
  if ('e164' in read) return read.e164;
  throw refuseField('/phone', 'invalid_phone', `The phone ${read.reason}.`);
};
