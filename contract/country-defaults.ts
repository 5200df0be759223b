import countryToCurrency from 'country-to-currency';
import { type Language, languages } from './tenant.ts';

/** Proposals for a new business; each can be chosen otherwise. */
export interface CountryDefaults {
  /** ISO 4217. */
  currency: string | undefined;
  /** IANA zones of the country, in no order of importance. */
  timeZones: readonly string[];
  language: Language;
}

// In ECMAScript since 2025 (Intl Locale Info), not yet in TypeScript's library.
type LocaleInfo = Intl.Locale & { getTimeZones?(): string[] | undefined };

/** @param country ISO 3166-1 alpha-2 */
export const countryDefaults = (country: string): CountryDefaults => {
  const locale: LocaleInfo = new Intl.Locale(`und-${country}`);
  const spoken = locale.maximize().language;
  return {
    currency: (countryToCurrency as Record<string, string>)[country],
    timeZones: locale.getTimeZones?.() ?? [],
    language: languages.find((language) => language === spoken) ?? 'en',
  };
};
