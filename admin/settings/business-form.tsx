import { isProblem, type Tenant } from '@regulars/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PlaceField } from '../addresses/place-field.tsx';
import { BusinessFields } from '../business/business-fields.tsx';
import { customersKey } from '../customers/customers-query.ts';
import { regulars } from '../session/regulars.ts';
import { sessionQuery } from '../session/session-query.ts';
import { fieldErrorText } from '../ui/field-errors.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { Line } from '../ui/lines.tsx';
import { type BusinessSettings, businessChanges, businessSettingsOf } from './business-values.ts';
import classes from './settings-form.module.css';
import { SettingsForm } from './settings-form.tsx';
import { tenantQuery } from './settings-queries.ts';
import { useSettings } from './use-settings.ts';

interface Props {
  tenant: Tenant;
  onDirty: (isDirty: boolean) => void;
}

/** The business itself: what it is called, where it is, in what it counts. */
export const BusinessForm = ({ tenant, onDirty }: Props) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const settings = useSettings({
    section: 'business',
    read: tenant,
    valuesOf: businessSettingsOf,
    changesBetween: businessChanges,
    save: (changes) => regulars.tenant.update(changes),
    refusedFields: (error) => (isProblem(error, 'currency_in_use') ? { currency: 'read_only' } : {}),
    onSaved: (saved) => {
      queryClient.setQueryData(tenantQuery.queryKey, saved);
      // Every page writes money, days and phones as the business does.
      queryClient.setQueryData(sessionQuery.queryKey, (session) => session && { ...session, tenant: saved });
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      void queryClient.invalidateQueries({ queryKey: customersKey });
    },
    onDirty,
  });
  const { draft, errors, set } = settings;

  const errorOf = (field: keyof BusinessSettings) => {
    if (field === 'currency' && errors.currency === 'read_only') return t('problem.currency_in_use');
    if (field === 'customerNumberPrefix' && errors.customerNumberPrefix) return t('settings.prefixWrong');
    return fieldErrorText(t, errors, field);
  };
  const example = isolateLtr(`${draft.customerNumberPrefix || '…'}-00042`);

  return (
    <SettingsForm title={t('setup.business')} settings={settings}>
      <div className={classes.grid}>
        <BusinessFields
          values={draft}
          hints={{
            country: t('settings.countryHint'),
            language: t('settings.languageHint'),
            currency: t('settings.currencyHint'),
            timeZone: t('settings.timeZoneHint'),
          }}
          errorOf={errorOf}
          onChange={settings.change}
        />
        <Line
          name="customerNumberPrefix"
          label={t('settings.prefix')}
          description={t('settings.prefixHint', { example })}
          dir="ltr"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={10}
          error={errorOf('customerNumberPrefix')}
          value={draft.customerNumberPrefix}
          onChange={(event) => set('customerNumberPrefix', event.currentTarget.value.toUpperCase())}
        />
        <div className={classes.whole}>
          <PlaceField
            value={draft.place}
            isRefused={errors.place !== undefined}
            withMap={false}
            onChange={(place) => set('place', place)}
          />
        </div>
      </div>
    </SettingsForm>
  );
};
