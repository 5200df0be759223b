import { type ComboboxItem, type MantineSize, Select } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { callingCodeOf, phoneCountries } from './calling-code.ts';
import classes from './country-select.module.css';
import { findCountries } from './find-countries.ts';

interface Props {
  value: string;
  /** The tenant's own: first in the list. */
  home: string;
  /** Of the number's field beside it. */
  size: MantineSize;
  onChange: (country: string) => void;
}

const english = new Intl.DisplayNames(['en'], { type: 'region' });
const arabic = new Intl.DisplayNames(['ar'], { type: 'region' });

/** The country of a phone, by its calling code; found by its name in either language or by the code. */
export const CountrySelect = ({ value, home, size, onChange }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();

  const options = useMemo(() => {
    const all = phoneCountries.map((country) => {
      const names = [english.of(country) ?? country, arabic.of(country) ?? country];
      const name = names[language === 'ar' ? 1 : 0]!;
      const code = callingCodeOf(country)!;
      return { value: country, label: `${isolateLtr(`+${code}`)} ${name}`, country, code, name, names };
    });
    return all.sort(
      (one, other) =>
        Number(other.country === home) - Number(one.country === home) ||
        one.name.localeCompare(other.name, language),
    );
  }, [language, home]);
  type Option = (typeof options)[number];

  // Mantine marks the first option that is found and says so to nobody who listens to the page.
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed says when
  useEffect(() => {
    const field = input.current;
    const list = document.getElementById(field?.getAttribute('aria-controls') ?? '');
    const marked = list?.querySelector('[data-combobox-selected]');
    if (marked) field?.setAttribute('aria-activedescendant', marked.id);
    else field?.removeAttribute('aria-activedescendant');
  }, [typed]);

  return (
    <Select
      ref={input}
      className={classes.select}
      size={size}
      aria-label={t('phone.country')}
      data={options}
      value={value}
      onChange={(country) => country && onChange(country)}
      searchable
      onSearchChange={setTyped}
      // Whoever goes through the form by Tab is not stopped by a list.
      openOnFocus={false}
      onFocus={(event) => event.currentTarget.select()}
      filter={({ search }) => findCountries(options, search)}
      renderOption={({ option }: { option: ComboboxItem }) => {
        const { name, code } = option as Option;
        return (
          <span className={classes.option}>
            <span>{name}</span> <Ltr>{`+${code}`}</Ltr>
          </span>
        );
      }}
      // Enter takes what is marked: without a mark it would send the whole form.
      selectFirstOptionOnChange
      selectFirstOptionOnDropdownOpen
      allowDeselect={false}
      withCheckIcon={false}
      nothingFoundMessage={t('phone.noCountry')}
      comboboxProps={{
        transitionProps: { duration: 0 },
        width: 260,
        position: 'bottom-start',
        // In its place, so that it is there with the first key; fixed, so that a dialog does not cut it off.
        withinPortal: false,
        floatingStrategy: 'fixed',
      }}
      maxDropdownHeight={260}
      autoComplete="off"
    />
  );
};
