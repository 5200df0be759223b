import type { Address } from '@regulars/contract/address';
import { formatAddress as arrange } from 'localized-address-format';

type Written = Pick<
  Address,
  | 'label'
  | 'building'
  | 'floor'
  | 'apartment'
  | 'street'
  | 'area'
  | 'city'
  | 'region'
  | 'postalCode'
  | 'country'
>;

type Script = NonNullable<Parameters<typeof arrange>[1]>;

const words = {
  en: { apartment: 'Apartment', floor: 'Floor', building: 'Building', comma: ', ' },
  ar: { apartment: 'شقة', floor: 'الطابق', building: 'مبنى', comma: '، ' },
};

/**
 * The lines of a label, as the country writes them (the formats are those of Google's libaddressinput), in the script
 * in which the address is written, the country last. Whatever was written is there, also what the country's own format
 * has no place for.
 */
export const formatAddress = (address: Written): string[] => {
  const { label, street, area, city, region, postalCode, country } = address;
  const written = [street, area, city, region, address.building, address.apartment, address.floor].join('');
  const language = languageOf(written || (label ?? ''), country);
  const script: Script = language === 'en' ? 'latin' : 'local';
  const place = placesOf(country, script);
  const before = [withinBuilding(address, language), street];
  const after: (string | null)[] = [];
  if (!place.dependentLocality) before.push(area);
  if (!place.locality) before.push(city);
  if (!place.administrativeArea) after.push(region);
  if (!place.postalCode) after.push(postalCode);

  const lines = arrange(
    {
      postalCountry: country,
      addressLines: before.filter((line) => line !== null),
      ...(area !== null && { dependentLocality: area }),
      ...(city !== null && { locality: city }),
      ...(region !== null && { administrativeArea: region }),
      ...(postalCode !== null && { postalCode }),
    },
    script,
  );
  const found = [...lines.map(withoutStrayMarks), ...after.filter((line) => line !== null)];
  return [...(found.length > 0 ? found : label === null ? [] : [label]), countryName(country, language)];
};

/** A bare number says what it counts; "Villa 3" does already. */
const withinBuilding = (address: Written, language: string): string | null => {
  const { comma, ...word } = language === 'ar' ? words.ar : words.en;
  const parts = (['apartment', 'floor', 'building'] as const).flatMap((field) => {
    const value = address[field];
    if (value === null) return [];
    return /\p{L}{2}/u.test(value) ? [value] : [`${word[field]} ${value}`];
  });
  return parts.length === 0 ? null : parts.join(comma);
};

const languages = new Map<string, string>();

/** English for what is in Latin letters, Arabic for Arabic ones, else what the country speaks. */
const languageOf = (text: string, country: string): string => {
  if (/\p{Script=Arabic}/u.test(text)) return 'ar';
  if (!/\p{L}/u.test(text) || /\p{Script=Latin}/u.test(text)) return 'en';
  const known = languages.get(country) ?? new Intl.Locale(`und-${country}`).maximize().language;
  languages.set(country, known);
  return known;
};

const names = new Map<string, Intl.DisplayNames>();
const countryName = (country: string, language: string): string => {
  const ofLanguage = names.get(language) ?? new Intl.DisplayNames([language], { type: 'region' });
  names.set(language, ofLanguage);
  return ofLanguage.of(country) ?? country;
};

// A literal of a format stays behind where several address lines end before it: ", Tokyo".
const withoutStrayMarks = (line: string) => line.replace(/^[\s,،-]+/, '');

const places = ['dependentLocality', 'locality', 'administrativeArea', 'postalCode'] as const;
type Places = Record<(typeof places)[number], boolean>;
const known = new Map<string, Places>();

/** Which parts the format of a country has a place for: asked of the format itself, once. */
const placesOf = (country: string, script: Script): Places => {
  const key = `${country} ${script}`;
  const before = known.get(key);
  if (before) return before;
  const marks = Object.fromEntries(places.map((place) => [place, `<${place}>`]));
  const text = arrange({ postalCountry: country, ...marks }, script).join();
  const found = Object.fromEntries(places.map((place) => [place, text.includes(`<${place}>`)])) as Places;
  known.set(key, found);
  return found;
};
