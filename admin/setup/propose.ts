import { countryDefaults } from '@regulars/contract/country-defaults';

/**
 * The country that the browser seems to be in: that of its time zone, else that of its language; where a zone serves
 * several countries, one that the languages name. Undefined when nothing says.
 */
export const likelyCountry = (
  countries: readonly string[],
  timeZone: string,
  languages: readonly string[],
): string | undefined => {
  const spoken = languages.flatMap((language) => {
    const { region } = new Intl.Locale(language);
    return region !== undefined && countries.includes(region) ? [region] : [];
  });
  const here = countries.filter((country) => countryDefaults(country).timeZones.includes(timeZone));
  return spoken.find((region) => here.includes(region)) ?? here[0] ?? spoken[0];
};

/** The browser's own zone when it is one of the country's, else one of the country's. */
export const likelyTimeZone = (country: string, ownZone: string): string => {
  const { timeZones } = countryDefaults(country);
  return timeZones.includes(ownZone) ? ownZone : (timeZones[0] ?? ownZone);
};
