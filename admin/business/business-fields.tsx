import { NativeSelect } from '@mantine/core';
import { countries, type Language } from '@regulars/contract/tenant';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countryOptions } from '../countries/country-options.ts';
import { findCountries } from '../countries/find-countries.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Line } from '../ui/lines.tsx';
import { SearchSelect } from '../ui/search-select.tsx';
import { currencyOptions, findNamed, timeZoneOptions } from './business-options.ts';

/** What the form holds: text as typed, empty for "not known". */
export interface BusinessValues {
  name: string;
  name2: string;
  country: string;
  language: Language;
  currency: string;
  timeZone: string;
}
type Field = keyof BusinessValues;

interface Props {
  values: BusinessValues;
  /** Before the names of the inputs. */
  before?: string;
  autoFocus?: boolean;
  hints?: Partial<Record<Field, string>>;
  errorOf: (field: Field) => ReactNode;
  onChange: (change: Partial<BusinessValues>) => void;
}

/** What a business is asked when it opens, and can change later. */
export const BusinessFields = ({
  values,
  before = '',
  autoFocus = false,
  hints = {},
  errorOf,
  onChange,
}: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const ofCountries = useMemo(() => countryOptions(countries, language, ''), [language]);
  const ofCurrencies = useMemo(() => currencyOptions(language), [language]);
  const ofTimeZones = useMemo(() => timeZoneOptions(values.timeZone), [values.timeZone]);

  const line = (field: 'name' | 'name2') => ({
    name: before + field,
    label: t(`setup.${field}`),
    maxLength: 200,
    error: errorOf(field),
    value: values[field],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [field]: event.currentTarget.value }),
  });
  const choice = (field: 'country' | 'currency' | 'timeZone') => ({
    name: before + field,
    label: t(`setup.${field}`),
    ...(hints[field] !== undefined && { description: hints[field] }),
    error: errorOf(field),
    value: values[field],
    onChange: (value: string) => onChange({ [field]: value }),
    nothingFound: t('setup.noOption'),
  });

  return (
    <>
      <Line {...line('name')} autoFocus={autoFocus} />
      <Line {...line('name2')} optional />
      <SearchSelect
        {...choice('country')}
        options={ofCountries}
        find={(search) => findCountries(ofCountries, search)}
      />
      <NativeSelect
        name={`${before}language`}
        label={t('setup.language')}
        description={hints.language}
        value={values.language}
        data={[
          { value: 'en', label: 'English' },
          { value: 'ar', label: 'العربية' },
        ]}
        onChange={({ currentTarget }) => onChange({ language: currentTarget.value === 'ar' ? 'ar' : 'en' })}
      />
      <SearchSelect
        {...choice('currency')}
        options={ofCurrencies}
        find={(search) => findNamed(ofCurrencies, search)}
      />
      <SearchSelect
        {...choice('timeZone')}
        dir="ltr"
        options={ofTimeZones}
        find={(search) => findNamed(ofTimeZones, search)}
      />
    </>
  );
};
