import { NativeSelect, Textarea } from '@mantine/core';
import { addressTypes } from '@regulars/contract/address';
import { countries } from '@regulars/contract/tenant';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { countryOptions } from '../countries/country-options.ts';
import { findCountries } from '../countries/find-countries.ts';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { type FieldErrors, fieldErrorText } from '../ui/field-errors.ts';
import { Line } from '../ui/lines.tsx';
import { SearchSelect } from '../ui/search-select.tsx';
import classes from './address-fields.module.css';
import type { AddressField, AddressText, AddressValues } from './address-values.ts';
import { PlaceField } from './place-field.tsx';

interface Props {
  values: AddressValues;
  errors: FieldErrors;
  /** Whether the map is there from the beginning. */
  withMap: boolean;
  focusAtOnce?: boolean;
  onChange: <F extends AddressField>(field: F, value: AddressValues[F]) => void;
}

const longest: Record<Exclude<AddressText, 'deliveryNotes'>, number> = {
  label: 100,
  building: 100,
  floor: 50,
  apartment: 50,
  street: 200,
  area: 100,
  city: 100,
  region: 100,
  postalCode: 20,
};

export const AddressFields = ({ values, errors, withMap, focusAtOnce = false, onChange }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  const options = useMemo(
    () => countryOptions(countries, language, tenant.country),
    [language, tenant.country],
  );

  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focusAtOnce) fields.current?.querySelector<HTMLElement>('input[name="label"]')?.focus();
  }, [focusAtOnce]);

  const error = (field: AddressField) =>
    field === 'street' && errors.street === 'required'
      ? t('address.leadsNowhere')
      : fieldErrorText(t, errors, field);
  const line = (field: keyof typeof longest) => (
    <Line
      name={field}
      label={t(`field.address.${field}`)}
      error={error(field)}
      maxLength={longest[field]}
      value={values[field]}
      onChange={(event) => onChange(field, event.currentTarget.value)}
      {...(field === 'label' && { 'data-autofocus': true })}
      {...(field === 'postalCode' && { dir: 'ltr', autoCapitalize: 'characters', spellCheck: false })}
    />
  );

  return (
    <div ref={fields} className={classes.fields}>
      <div className={classes.grid}>
        <NativeSelect
          name="type"
          label={t('field.address.type')}
          value={values.type}
          data={addressTypes.map((type) => ({ value: type, label: t(`address.type.${type}`) }))}
          onChange={({ currentTarget }) =>
            onChange('type', addressTypes.find((type) => type === currentTarget.value) ?? 'home')
          }
        />
        {line('label')}
        <div className={classes.whole}>{line('street')}</div>
        <div className={classes.three}>
          {line('building')}
          {line('floor')}
          {line('apartment')}
        </div>
        {line('area')}
        {line('city')}
        <div className={classes.rest}>
          {line('region')}
          {line('postalCode')}
          <SearchSelect
            label={t('field.address.country')}
            name="country"
            options={options}
            value={values.country}
            error={error('country')}
            onChange={(country) => onChange('country', country)}
            find={(search) => findCountries(options, search)}
            nothingFound={t('phone.noCountry')}
          />
        </div>
      </div>
      <PlaceField
        value={values.place}
        isRefused={errors.place !== undefined}
        withMap={withMap}
        onChange={(place) => onChange('place', place)}
      />
      <Textarea
        name="deliveryNotes"
        label={t('field.address.deliveryNotes')}
        dir="auto"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        error={error('deliveryNotes')}
        value={values.deliveryNotes}
        onChange={(event) => onChange('deliveryNotes', event.currentTarget.value)}
      />
    </div>
  );
};
