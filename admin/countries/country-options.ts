import type { Language } from '../shell/language.ts';
import { countryName, countryNames } from './country-names.ts';
import type { FoundCountry } from './find-countries.ts';

export interface CountryOption extends FoundCountry {
  value: string;
  label: string;
  name: string;
}

/**
 * The countries to choose from by their names, the own one first.
 *
 * @param codes calling codes where phones are meant
 */
export const countryOptions = (
  countries: readonly string[],
  language: Language,
  home: string,
  codes: (country: string) => string | undefined = () => undefined,
): CountryOption[] =>
  countries
    .map((country) => {
      const name = countryName(language, country);
      return {
        value: country,
        label: name,
        name,
        country,
        code: codes(country),
        names: countryNames(country),
      };
    })
    .sort(
      (one, other) =>
        Number(other.country === home) - Number(one.country === home) ||
        one.name.localeCompare(other.name, language),
    );
