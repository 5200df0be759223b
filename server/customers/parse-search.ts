import { callingCode, looksLikePhone, normalizePhone, plainPhone } from '../phones/normalize-phone.ts';

/** What somebody typed into the one box, as the questions that it may be. */
export interface Search {
  /** Words of names to find by their beginnings; folded by the database. Null: not a name. */
  words: string | null;
  /** E-mails that begin like this. */
  emailStart: string | null;
  /** E-mails whose domain begins like this. */
  domainStart: string | null;
  /** Exactly this phone, E.164. */
  phone: string | null;
  /** Phones that end with these digits. */
  phoneEnd: string | null;
  /** Phones that begin like this, E.164 cut off: somebody is still typing. */
  phoneStart: string | null;
  /** The customer with this number. */
  customerNumber: number | null;
}

const largestNumber = 999_999_999_999;

/**
 * @param country of phones without a country code
 * @param prefix of the tenant's customer numbers
 * @returns null for nothing to search for
 */
export const parseSearch = (typed: string, country: string, prefix: string): Search | null => {
  const text = plainPhone(typed);
  if (text === '') return null;

  const [, numberAlone] = new RegExp(`^${prefix}[\\s-]*(\\d+)$`, 'i').exec(text) ?? [];
  if (numberAlone !== undefined) return { ...nothing, customerNumber: numberOf(numberAlone) };

  if (looksLikePhone(text)) {
    const digits = text.replace(/\D/g, '');
    const read = normalizePhone(text, country);
    const national = digits.replace(/^0+/, '');
    const code = callingCode(country);
    return {
      ...nothing,
      phone: 'e164' in read ? read.e164 : null,
      phoneEnd: digits.length >= 3 ? digits : null,
      phoneStart:
        national.length < 4
          ? null
          : /^[\s(]*(\+|0[\s.()-]*0)/.test(text)
            ? `+${national}`
            : code && `+${code}${national}`,
      customerNumber: /^\d+$/.test(text) ? numberOf(digits) : null,
    };
  }

  const oneWord = !/\s/.test(text);
  const domain = text.replace(/^@/, '').toLowerCase();
  return {
    ...nothing,
    words: text.includes('@') ? null : typed,
    emailStart: oneWord ? text.toLowerCase() : null,
    domainStart: oneWord && domain !== '' && !domain.includes('@') ? domain : null,
  };
};

const nothing: Search = {
  words: null,
  emailStart: null,
  domainStart: null,
  phone: null,
  phoneEnd: null,
  phoneStart: null,
  customerNumber: null,
};

const numberOf = (digits: string) => {
  const number = Number(digits);
  return number >= 1 && number <= largestNumber ? number : null;
};
