import type { Language } from '../shell/language.ts';

const namesIn = (language: Language) => new Intl.DisplayNames([language], { type: 'region' });
const names = { en: namesIn('en'), ar: namesIn('ar') };

/** @param country ISO 3166-1 alpha-2 */
export const countryName = (language: Language, country: string): string =>
  names[language].of(country) ?? country;

/** In every language of the admin, whichever is shown: people type what they know. */
export const countryNames = (country: string): string[] => [
  countryName('en', country),
  countryName('ar', country),
];
