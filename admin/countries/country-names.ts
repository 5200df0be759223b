import type { Language } from '../shell/language.ts';

const names: Partial<Record<Language, Intl.DisplayNames>> = {};

/** @param country ISO 3166-1 alpha-2 */
export const countryName = (language: Language, country: string): string => {
  // Read when they are asked for: the list loads this too, and shows none.
  names[language] ??= new Intl.DisplayNames([language], { type: 'region' });
  return names[language].of(country) ?? country;
};

/** In every language of the admin, whichever is shown: people type what they know. */
export const countryNames = (country: string): string[] => [
  countryName('en', country),
  countryName('ar', country),
];
