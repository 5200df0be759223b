import type { MantineSize } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countryOptions } from '../countries/country-options.ts';
import { findCountries } from '../countries/find-countries.ts';
import { useLanguage } from '../shell/use-language.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { SearchSelect } from '../ui/search-select.tsx';
import { callingCodeOf, phoneCountries } from './calling-code.ts';
import classes from './country-select.module.css';

interface Props {
  value: string;
  /** The tenant's own: first in the list. */
  home: string;
  /** Of the number's field beside it. */
  size: MantineSize;
  onChange: (country: string) => void;
}

/** The country of a phone, by its calling code; found by its name in either language or by the code. */
export const CountrySelect = ({ value, home, size, onChange }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const options = useMemo(
    () =>
      countryOptions(phoneCountries, language, home, callingCodeOf).map((option) => ({
        ...option,
        label: `${isolateLtr(`+${option.code}`)} ${option.name}`,
      })),
    [language, home],
  );
  return (
    <SearchSelect
      className={classes.select}
      size={size}
      label={t('phone.country')}
      hideLabel
      options={options}
      value={value}
      onChange={onChange}
      find={(search) => findCountries(options, search)}
      nothingFound={t('phone.noCountry')}
      renderOption={({ name, code }) => (
        <span className={classes.option}>
          <span>{name}</span> <Ltr>{`+${code}`}</Ltr>
        </span>
      )}
      dropdownWidth={260}
    />
  );
};
