import type { Language } from '../shell/language.ts';
import { saysWords } from '../ui/says-words.ts';

interface NamedOption {
  value: string;
  label: string;
  /** By which it is found. */
  names: readonly string[];
}

const currencyNames = {
  en: new Intl.DisplayNames(['en'], { type: 'currency' }),
  ar: new Intl.DisplayNames(['ar'], { type: 'currency' }),
};

/** Every currency, found by its code and by its name in either language. */
export const currencyOptions = (language: Language): NamedOption[] =>
  Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: `${code} · ${currencyNames[language].of(code)}`,
    names: [code, currencyNames.en.of(code) ?? code, currencyNames.ar.of(code) ?? code],
  }));

export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every time zone that the browser knows, and `known`, which may go by a name that it does not. */
export const timeZoneOptions = (known: string): NamedOption[] =>
  [...new Set([...Intl.supportedValuesOf('timeZone'), ownZone, known])]
    .filter(Boolean)
    .sort()
    .map((zone) => ({ value: zone, label: zone, names: [zone] }));

export const findNamed = <Option extends NamedOption>(options: Option[], search: string): Option[] =>
  options.filter(({ names }) => saysWords(names, search));
