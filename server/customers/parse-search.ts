import { callingCode, looksLikePhone, normalizePhone, plainPhone } from '../phones/normalize-phone.ts';

/** What somebody typed into the one box, as the questions that it may be: whoever meets one of them is meant. */
export interface Search {
  /** Words of names to find by their beginnings; folded by the database. Null: not a name. */
  words: string | null;
  /** Digits that stand beside the words: the end of a phone or the beginning of one more word. */
  digitsBeside: string | null;
  /** Digits that a name may have as a word, "Room 12"; where they may be the end of a phone, as its beginning. */
  digits: string | null;
  /** E-mails that begin like this. */
  emailStart: string | null;
  /** E-mails whose domain begins like this. */
  domainStart: string | null;
  /** Exactly these phones, E.164. */
  phones: string[];
  /** Phones that end with these digits. */
  phoneEnd: string | null;
  /** Phones that begin like one of these, E.164 cut off: somebody is still typing. */
  phoneStarts: string[];
  /** The customer with this number. */
  customerNumber: number | null;
}

const largestNumber = 999_999_999_999;
/** Of fewer digits too many phones would be the end. */
const fewestDigits = 3;
const mostPhones = 3;

/** What people write in front of a phone or of a customer's number, and copy along with it. */
const labels =
  /^(?:(?:tel|telephone|phone|mobile|mob|cell|gsm|whatsapp|no|nr|number|customer|client|id|هاتف|تلفون|جوال|موبايل|نقال|واتساب|رقم|عميل|زبون|الهاتف|العميل|الزبون)[\s.:#-]*)+(?=[+(]|(?<=[\s.:#-])\d)/iu;

/**
 * @param country of phones without a country code
 * @param prefix of the tenant's customer numbers
 * @returns null for nothing to search for
 */
export const parseSearch = (typed: string, country: string, prefix: string): Search | null => {
  const text = plainText(typed);
  if (text === '') return null;

  const numberAlone = numberBehind(prefix, text);
  if (numberAlone !== undefined) return { ...nothing, customerNumber: numberOf(numberAlone) };

  const unlabelled = text.replace(labels, '');
  if (/\d/.test(unlabelled) && !/[\p{L}@]/u.test(unlabelled)) return parseDigits(unlabelled, country);

  const email = /[^\s<>()[\],;:"]+@[^\s<>()[\],;:"]*/.exec(text)?.[0].replace(/\.$/, '');
  const oneWord = !/\s/.test(text);
  const domain = text.replace(/^@/, '').toLowerCase();
  const phones = phonesIn(email === undefined ? text : text.replace(email, ' '), country);
  const beside = email === undefined && phones.length === 0 ? digitsBeside(text) : null;
  return {
    ...nothing,
    words: text.includes('@') ? null : (beside?.words ?? typed),
    digitsBeside: beside?.digits ?? null,
    emailStart: email?.toLowerCase() ?? (oneWord ? text.toLowerCase() : null),
    domainStart: oneWord && domain !== '' && !domain.includes('@') ? domain : null,
    phones,
  };
};

const parseDigits = (text: string, country: string): Search => {
  const digits = text.replace(/\D/g, '');
  const written = looksLikePhone(text) ? text : text.replace(/[^\d+().\s-]/g, ' ');
  const national = digits.replace(/^0+/, '');
  const code = callingCode(country);
  const isInternational = /^[\s(]*(\+|0[\s.()-]*0)/.test(text);
  const alone = /^#?\s*(\d+)$/.exec(text)?.[1];
  return {
    ...nothing,
    digits: alone ?? null,
    phones: phonesIn(written, country),
    phoneEnd: digits.length >= fewestDigits ? digits : null,
    phoneStarts:
      national.length < 4
        ? []
        : isInternational
          ? [`+${national}`]
          : [
              ...(code ? [`+${code}${national}`] : []),
              // Whoever types the code of the country need not write + in front of it.
              ...(code && digits.startsWith(code) ? [`+${digits}`] : []),
            ],
    customerNumber: alone ? numberOf(alone) : null,
  };
};

/** A text that is a phone, else those in it: some of what was copied. */
const phonesIn = (text: string, country: string): string[] => {
  const read = (written: string) => {
    const phone = normalizePhone(written, country);
    return 'e164' in phone ? [phone.e164] : [];
  };
  const whole = read(text);
  const within = () => text.match(/[+(]*\d[\d\s().-]{4,}\d/g)?.flatMap(read) ?? [];
  return whole.length > 0 ? whole : [...new Set(within())].slice(0, mostPhones);
};

/** Digits in front of words or behind them, which may be the end of a phone. */
const digitsBeside = (text: string) => {
  const [, before, words, after] = /^(?:(\d+)\s+)?(\D+?)(?:\s+(\d+))?$/.exec(text) ?? [];
  const digits = before && after ? undefined : (before ?? after);
  return words && digits && digits.length >= fewestDigits && /\p{L}/u.test(words) ? { words, digits } : null;
};

/** The number in CUST-00042, cust 42, or 42; null where it is none. */
export const parseCustomerNumber = (written: string, prefix: string): number | null => {
  const text = plainText(written);
  return numberOf(numberBehind(prefix, text) ?? (/^\d+$/.test(text) ? text : '0'));
};

// Lines and columns that were copied stay apart, where everything else that is not seen vanishes.
const plainText = (written: string) => plainPhone(written.replace(/[\t\n\v\f\r]+/g, ' '));

const numberBehind = (prefix: string, text: string) =>
  new RegExp(`^${prefix}[^\\p{L}\\p{N}]*(\\d+)[^\\p{L}\\p{N}]*$`, 'iu').exec(text)?.[1];

const nothing: Search = {
  words: null,
  digitsBeside: null,
  digits: null,
  emailStart: null,
  domainStart: null,
  phones: [],
  phoneEnd: null,
  phoneStarts: [],
  customerNumber: null,
};

const numberOf = (digits: string) => {
  const number = Number(digits);
  return number >= 1 && number <= largestNumber ? number : null;
};
