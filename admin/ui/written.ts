import type { Language } from '../shell/language.ts';

// One digit system on a page: phones and numbers are Latin, so counts and dates are too, in either language.
const localeOf: Record<Language, string> = {
  en: 'en-GB-u-nu-latn-ca-gregory',
  ar: 'ar-u-nu-latn-ca-gregory',
};

// The month as a word: 11/12 would be two days to two readers.
const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const time = { hour: 'numeric', minute: '2-digit' } as const;

/** A format takes longer to make than a whole list takes to write. */
const kept = <How, Format>(make: (locale: string, how?: How) => Format) => {
  const made = new Map<string, Format>();
  return (language: Language, how?: How): Format => {
    const key = language + JSON.stringify(how);
    const format = made.get(key) ?? make(localeOf[language], how);
    made.set(key, format);
    return format;
  };
};
const numbers = kept((locale, how?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, how));
const moments = kept((locale, how?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, how));

export const writtenNumber = (language: Language, value: number) => numbers(language).format(value);

/** An amount as a decimal string, exactly. */
export const writtenMoney = (
  language: Language,
  { amount, currency }: { amount: string; currency: string },
) => numbers(language, { style: 'currency', currency }).format(amount as Intl.StringNumericLiteral);

/** `2026-03-01T…` as a day of the business's own calendar. */
export const writtenDay = (language: Language, at: string, timeZone: string) =>
  moments(language, { ...day, timeZone }).format(new Date(at));

export const writtenMoment = (language: Language, at: string, timeZone: string) =>
  moments(language, { ...day, ...time, timeZone }).format(new Date(at));

/** Of a moment that is hours away at most. */
export const writtenTime = (language: Language, at: string, timeZone: string) =>
  moments(language, { ...time, timeZone }).format(new Date(at));

/** `1990-04-02`, a date without a time: the same day everywhere. */
export const writtenDate = (language: Language, date: string) =>
  writtenDay(language, `${date}T12:00:00Z`, 'UTC');

const monthOf = (language: Language, month: string, how: Intl.DateTimeFormatOptions) =>
  moments(language, { ...how, timeZone: 'UTC' }).format(new Date(`${month}-15T12:00:00Z`));

/** `2026-03` as a month of its year. */
export const writtenMonth = (language: Language, month: string) =>
  monthOf(language, month, { month: 'long', year: 'numeric' });

/** The same where the year goes without saying. */
export const writtenMonthName = (language: Language, month: string) =>
  monthOf(language, month, { month: 'short' });

/** Metres as people say a way: in metres below a kilometre, in tenths of kilometres below ten. */
export const writtenDistance = (language: Language, metres: number) => {
  const inMetres = metres < 995;
  const value = inMetres ? Math.round(metres / 10) * 10 : metres / 1000;
  return numbers(language, {
    style: 'unit',
    unit: inMetres ? 'meter' : 'kilometer',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
};

/** Bytes as systems show the size of a file: in KB of 1024 below a megabyte. */
export const writtenBytes = (language: Language, bytes: number) => {
  const kilobytes = bytes / 1024;
  const inMegabytes = kilobytes >= 999.5;
  const value = inMegabytes ? kilobytes / 1024 : kilobytes;
  return numbers(language, {
    style: 'unit',
    unit: inMegabytes ? 'megabyte' : 'kilobyte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
};

/** A share, 0 to 1, in whole hundredths. */
export const writtenShare = (language: Language, share: number) =>
  numbers(language, { style: 'percent' }).format(share);

/** Milliseconds as seconds and their tenths. */
export const writtenSeconds = (language: Language, milliseconds: number) =>
  numbers(language, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'narrow',
    maximumFractionDigits: 1,
  }).format(milliseconds / 1000);
