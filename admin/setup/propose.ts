/** Time zones of a country, most important first; empty where this browser does not know. */
export const timeZonesOf = (country: string): string[] => {
  const locale = new Intl.Locale('und', { region: country }) as Intl.Locale & {
    getTimeZones?: () => string[] | undefined;
    timeZones?: string[];
  };
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
};

/**
 * The country that the browser seems to be in: that of its time zone, else that of its language; where a zone serves
 * several countries, one that the languages name. Undefined when nothing says.
 */
export const likelyCountry = (
  countries: readonly string[],
  timeZone: string,
  languages: readonly string[],
): string | undefined => {
  const spoken = languages
    .map((language) => new Intl.Locale(language).region)
    .filter((region) => region !== undefined && countries.includes(region));
  const here = countries.filter((country) => timeZonesOf(country).includes(timeZone));
  return spoken.find((region) => here.includes(region!)) ?? here[0] ?? spoken[0];
};

/** The browser's own zone when it is one of the country's, else the country's first. */
export const likelyTimeZone = (country: string, ownZone: string): string => {
  const zones = timeZonesOf(country);
  return zones.length === 0 || zones.includes(ownZone) ? ownZone : zones[0]!;
};
