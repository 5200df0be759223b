import { latinDigits } from '../ui/latin-digits.ts';
import { countriesByCallingCode } from './calling-codes.gen.ts';

// Direction marks that are copied along with a number.
const invisible = /\p{Cf}/gu;
const plain = (written: string) =>
  latinDigits(written)
    .replace(invisible, '')
    .replace(/^\s*tel:/i, '');

const codeOf = new Map(
  Object.entries(countriesByCallingCode).flatMap(([code, countries]) =>
    countries.split(' ').map((country) => [country, code] as const),
  ),
);

/** Every country that has phones. */
export const phoneCountries: readonly string[] = [...codeOf.keys()];

/** `968` for OM; undefined where nobody has a phone. */
export const callingCodeOf = (country: string): string | undefined => codeOf.get(country);

/** The calling code that a number begins with: none of them is the beginning of another. */
const codeIn = (written: string): string | undefined => {
  const international = /^[\s(]*(?:\+|0\s*0)(.*)$/s.exec(plain(written));
  const digits = (international?.[1] ?? '').replace(/\D/g, '');
  return [1, 2, 3].map((length) => digits.slice(0, length)).find((code) => code in countriesByCallingCode);
};

/**
 * The country whose calling code a number names with + or 00; null where it names none. Where countries share the
 * code it is the first of `likely`, else the one that has most of it: what follows only the server can read.
 */
export const countryIn = (written: string, likely: readonly (string | null)[]): string | null => {
  const code = codeIn(written);
  if (code === undefined) return null;
  return (
    likely.find((country) => country !== null && codeOf.get(country) === code) ??
    countriesByCallingCode[code]!.split(' ')[0]!
  );
};

/** The same number in another country: with its calling code in front, and without any at home. */
export const withCountry = (written: string, country: string, home: string): string => {
  const code = codeIn(written);
  const text = plain(written);
  const rest =
    code === undefined
      ? text.replace(/^[\s+]+/, '')
      : text.replace(new RegExp(`^[\\s(]*(?:\\+|0\\s*0)\\D*${[...code].join('\\D*')}[^\\d(]*`), '');
  return country === home ? rest : `+${codeOf.get(country)} ${rest}`;
};
