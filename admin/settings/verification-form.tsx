import { MultiSelect } from '@mantine/core';
import { countries } from '@regulars/contract/tenant';
import { stricterUpwards } from '@regulars/contract/verification';
import type { VerificationSettings } from '@regulars/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countryOptions } from '../countries/country-options.ts';
import { findCountries } from '../countries/find-countries.ts';
import { regulars } from '../session/regulars.ts';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { fieldErrorText } from '../ui/field-errors.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { Line } from '../ui/lines.tsx';
import { writtenNumber } from '../ui/written.ts';
import classes from './settings-form.module.css';
import { SettingsForm } from './settings-form.tsx';
import { verificationSettingsQuery } from './settings-queries.ts';
import { useSettings } from './use-settings.ts';
import { type Limit, limits, verificationChanges, verificationValuesOf } from './verification-values.ts';

interface Props {
  verification: VerificationSettings;
  onDirty: (isDirty: boolean) => void;
}

/** How codes are made and limited; what is left empty is as the deployment says. */
export const VerificationForm = ({ verification, onDirty }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const { tenant } = useSession();
  const { deployment } = verification;
  const settings = useSettings({
    section: 'verification',
    read: verification,
    valuesOf: verificationValuesOf,
    changesBetween: verificationChanges,
    save: (changes) => regulars.verification.updateSettings(changes),
    onSaved: (saved) => queryClient.setQueryData(verificationSettingsQuery.queryKey, saved),
    onDirty,
  });
  const { draft, errors, set } = settings;

  const options = useMemo(
    () => countryOptions(deployment.countries ?? countries, language, tenant.country),
    [deployment.countries, language, tenant.country],
  );
  const range = (limit: Limit) => {
    const number = isolateLtr(writtenNumber(language, deployment[limit]));
    return stricterUpwards.has(limit)
      ? t('settings.orMore', { limit: number })
      : t('settings.orLess', { limit: number });
  };
  const text = (field: Limit | 'messageEn' | 'messageAr') => ({
    name: field,
    label: t(`settings.limit.${field}`),
    value: draft[field],
    onChange: (event: { currentTarget: { value: string } }) => set(field, event.currentTarget.value),
  });
  const wrongCountry = Object.keys(errors).find((field) => field.startsWith('countries'));

  return (
    <SettingsForm
      title={t('settings.verification')}
      lead={t('settings.verificationLead')}
      settings={settings}
    >
      <div className={classes.grid}>
        {limits.map((limit) => (
          <Line
            key={limit}
            {...text(limit)}
            description={range(limit)}
            placeholder={String(deployment[limit])}
            dir="ltr"
            inputMode="numeric"
            maxLength={10}
            error={errors[limit] && t('settings.limitWrong')}
          />
        ))}
        <div className={classes.whole}>
          <MultiSelect
            name="countries"
            label={t('settings.countries')}
            description={t('settings.countriesHint')}
            data={options}
            value={draft.countries}
            onChange={(chosen) => set('countries', chosen)}
            error={wrongCountry && fieldErrorText(t, errors, wrongCountry)}
            searchable
            hidePickedOptions
            filter={({ search }) => findCountries(options, search)}
            nothingFoundMessage={t('phone.noCountry')}
            comboboxProps={{ transitionProps: { duration: 0 } }}
            maxDropdownHeight={260}
          />
        </div>
        {(['messageEn', 'messageAr'] as const).map((message) => (
          <div key={message} className={classes.whole}>
            <Line
              {...text(message)}
              description={t('settings.messageHint')}
              maxLength={300}
              error={
                errors[message] === 'invalid_value'
                  ? t('settings.messageWrong')
                  : fieldErrorText(t, errors, message)
              }
            />
          </div>
        ))}
      </div>
    </SettingsForm>
  );
};
