import { Checkbox, NativeSelect } from '@mantine/core';
import { earningStatuses } from '@regulars/contract/loyalty';
import type { LoyaltySettings } from '@regulars/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customersKey } from '../customers/customers-query.ts';
import { loyaltySettingsQuery } from '../loyalty/loyalty-queries.ts';
import { regulars } from '../session/regulars.ts';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { fieldErrorText } from '../ui/field-errors.ts';
import { isolate } from '../ui/isolate.ts';
import { Line } from '../ui/lines.tsx';
import { writtenMoment, writtenMoney } from '../ui/written.ts';
import { inTierOrder, type LoyaltyValues, loyaltyChanges, loyaltyValuesOf } from './loyalty-values.ts';
import classes from './settings-form.module.css';
import { SettingsForm } from './settings-form.tsx';
import { TiersEditor } from './tiers-editor.tsx';
import { useSettings } from './use-settings.ts';

const roundings = ['down', 'nearest', 'up'] as const;

interface Props {
  loyalty: LoyaltySettings;
  onDirty: (isDirty: boolean) => void;
}

/** How orders become points, and points tiers. */
export const LoyaltyForm = ({ loyalty, onDirty }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const { tenant } = useSession();
  const settings = useSettings({
    section: 'loyalty',
    read: loyalty,
    valuesOf: loyaltyValuesOf,
    tidy: inTierOrder,
    changesBetween: loyaltyChanges,
    save: (changes) => regulars.loyalty.updateSettings(changes),
    onSaved: (saved) => {
      queryClient.setQueryData(loyaltySettingsQuery.queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: customersKey });
    },
    onDirty,
  });
  const { draft, errors, set } = settings;

  const unit = isolate(writtenMoney(language, { amount: '1', currency: tenant.currency }));
  const numberLine = (field: 'pointsPerUnit' | 'pointValue' | 'expiryMonths') => ({
    name: field,
    dir: 'ltr' as const,
    inputMode: field === 'expiryMonths' ? ('numeric' as const) : ('decimal' as const),
    maxLength: 20,
    error:
      errors[field] === 'invalid_value'
        ? t(field === 'expiryMonths' ? 'loyalty.wholeNumber' : 'settings.decimalWrong')
        : fieldErrorText(t, errors, field),
    value: draft[field],
    onChange: (event: { currentTarget: { value: string } }) => set(field, event.currentTarget.value),
  });
  const choice = <F extends 'rounding' | 'earnOn'>(field: F, options: readonly LoyaltyValues[F][]) => ({
    name: field,
    value: draft[field],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      set(field, options.find((option) => option === value) ?? draft[field]),
  });

  return (
    <SettingsForm title={t('settings.loyalty')} settings={settings}>
      <Checkbox
        name="enabled"
        label={t('settings.enabled')}
        description={
          loyalty.enabled && loyalty.earnsFrom
            ? t('settings.earnsFrom', {
                at: isolate(writtenMoment(language, loyalty.earnsFrom, tenant.timeZone)),
              })
            : t('settings.enabledHint')
        }
        checked={draft.enabled}
        onChange={(event) => set('enabled', event.currentTarget.checked)}
      />
      <div className={classes.grid}>
        <Line
          {...numberLine('pointsPerUnit')}
          label={t('settings.pointsPerUnit', { unit })}
          description={t('settings.ruleHint')}
        />
        <NativeSelect
          {...choice('rounding', roundings)}
          label={t('settings.rounding')}
          description={t('settings.roundingHint')}
          data={roundings.map((value) => ({ value, label: t(`settings.round.${value}`) }))}
        />
        <NativeSelect
          {...choice('earnOn', earningStatuses)}
          label={t('settings.earnOn')}
          description={t('settings.earnOnHint')}
          data={earningStatuses.map((value) => ({ value, label: t(`order.status.${value}`) }))}
        />
        <Line
          {...numberLine('expiryMonths')}
          label={t('settings.expiryMonths')}
          description={t('settings.expiryHint')}
        />
        <Line
          {...numberLine('pointValue')}
          label={t('settings.pointValue', { currency: isolate(tenant.currency) })}
          description={t('settings.pointValueHint')}
        />
      </div>
      <TiersEditor tiers={draft.tiers} errors={errors} onChange={(tiers) => set('tiers', tiers)} />
    </SettingsForm>
  );
};
