import { getCountryCodeForRegionCode, parsePhoneNumber } from 'awesome-phonenumber';

/** E.164, of a number that some numbering plan gives out. */
export type E164 = string & { readonly __e164: true };

// Direction marks, joiners and fillers that are copied along with a number and not seen.
const invisible = /\p{Cf}|\p{Cc}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164/gu;
// What is left of a phone when its digits are gone. Letters are no part of it: neither vanity numbers nor
// extensions could be kept.
const punctuation = /^[\s+().,\-‐-―−/~٬٫·•]*$/;

const decimalDigit = /\p{Nd}/u;

// The ten digits of a script follow each other; three of them (mathematical digits) follow others without a gap.
const digitValue = (digit: string): number => {
  const code = digit.codePointAt(0) as number;
  let zero = code;
  while (decimalDigit.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero) % 10;
};

/** Digits of any script as 0-9, full-width signs as ASCII, nothing invisible, no `tel:` in front. */
export const plainPhone = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(/^\s*tel:/i, '')
    .trim();

/** Is it written as a phone is, whether or not there is such a number? */
export const looksLikePhone = (plain: string): boolean =>
  /\d/.test(plain) && punctuation.test(plain.replace(/\d/g, ''));

// Marks between digits that the numbering plans' reader does not know.
const strangeMarks = /[~,٬٫·•]/g;

// E.164 has at most fifteen. A few plans give out longer ones (voice mail in Germany) that nothing else takes.
const mostDigits = 15;
const fewestDigits = 5;

const reasons: Record<string, string> = {
  'invalid-country-code': 'has no known country code',
  'too-short': 'is too short',
  'too-long': 'is too long',
};

/**
 * Reads a phone as people write it: spaces, dots, dashes, brackets, 00 or +, `tel:` URIs, digits of any script.
 *
 * @param country ISO 3166-1 code for numbers without a country code
 * @returns E.164, or why not, as the end of a sentence that begins with the field
 */
export const normalizePhone = (written: string, country: string): { e164: E164 } | { reason: string } => {
  const plain = plainPhone(written);
  if (!looksLikePhone(plain)) return { reason: 'is not a phone number' };
  const readable = plain.replace(strangeMarks, ' ');
  // People write 00 also where one dials abroad with something else (011 in North America).
  const international = readable.replace(/^[\s(]*0[\s.()-]*0(?=[\s.()-]*[1-9])/, '+');
  for (const attempt of new Set([readable, international])) {
    const phone = parsePhoneNumber(attempt, { regionCode: country });
    if (!phone.valid) continue;
    const e164 = phone.number.e164 as E164;
    return e164.length <= '+'.length + mostDigits ? { e164 } : { reason: 'is too long' };
  }
  const digits = international.replace(/\D/g, '').length;
  if (digits < fewestDigits) return { reason: 'is too short' };
  if (digits > mostDigits) return { reason: 'is too long' };
  const { possibility } = parsePhoneNumber(international, { regionCode: country });
  return { reason: reasons[possibility ?? ''] ?? 'is not a number that its country gives out' };
};

/** The calling code of a country: "968" for OM; null where it has none. */
export const callingCode = (country: string): string | null => {
  const code = getCountryCodeForRegionCode(country);
  return code ? String(code) : null;
};

/** Do the two mean one number? */
export const isSamePhone = (written: string, e164: E164, country: string): boolean => {
  const read = normalizePhone(written, country);
  return 'e164' in read && read.e164 === e164;
};
