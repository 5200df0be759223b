import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldErrors, fieldErrorText } from '../ui/field-errors.ts';
import { isolate } from '../ui/isolate.ts';
import { Line } from '../ui/lines.tsx';
import type { TierValues } from './loyalty-values.ts';
import classes from './tiers-editor.module.css';

const most = 10;

interface Props {
  tiers: TierValues[];
  errors: FieldErrors;
  onChange: (tiers: TierValues[]) => void;
}

export const TiersEditor = ({ tiers, errors, onChange }: Props) => {
  const { t } = useTranslation();
  const fields = useRef<HTMLFieldSetElement>(null);
  /** Where the focus goes once the rows are as they were made: into a new tier, or on from one that is gone. */
  const focusNext = useRef<number | null>(null);
  useEffect(() => {
    if (focusNext.current === null) return;
    const rows = fields.current?.querySelectorAll<HTMLElement>('input[name$=".name"]') ?? [];
    const next = rows[Math.min(focusNext.current, rows.length - 1)];
    (next ?? fields.current?.querySelector<HTMLElement>('button'))?.focus();
    focusNext.current = null;
  });

  const change = (at: number, part: Partial<TierValues>) =>
    onChange(tiers.map((tier, place) => (place === at ? { ...tier, ...part } : tier)));
  const add = () => {
    focusNext.current = tiers.length;
    onChange([...tiers, { key: '', name: '', name2: '', threshold: '' }]);
  };
  const remove = (at: number) => {
    focusNext.current = at;
    onChange(tiers.filter((_, place) => place !== at));
  };

  return (
    <fieldset ref={fields} className={classes.tiers}>
      <legend>{t('settings.tiers')}</legend>
      <p className={classes.hint}>{t('settings.tiersHint')}</p>
      {tiers.map((tier, at) => {
        const line = (field: 'name' | 'name2' | 'threshold') => ({
          name: `tiers.${at}.${field}`,
          error:
            field === 'threshold' && errors[`tiers.${at}.threshold`] === 'invalid_value'
              ? t('settings.thresholdWrong')
              : fieldErrorText(t, errors, `tiers.${at}.${field}`),
          value: tier[field],
          onChange: (event: { currentTarget: { value: string } }) =>
            change(at, { [field]: event.currentTarget.value }),
        });
        const called = isolate(tier.name || String(at + 1));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a new tier has nothing else
          <fieldset key={at} className={classes.tier}>
            <legend className="visually-hidden">{t('settings.tier', { name: called })}</legend>
            <Line {...line('name')} label={t('field.name')} maxLength={50} />
            <Line {...line('name2')} label={t('setup.name2')} optional maxLength={50} />
            <Line
              {...line('threshold')}
              label={t('settings.threshold')}
              dir="ltr"
              inputMode="numeric"
              maxLength={15}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              className={classes.remove}
              aria-label={t('settings.removeTier', { name: called })}
              title={t('settings.removeTier', { name: called })}
              onClick={() => remove(at)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </fieldset>
        );
      })}
      {tiers.length < most && (
        <Button
          variant="default"
          size="compact-md"
          className={classes.add}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={add}
        >
          {t('settings.addTier')}
        </Button>
      )}
    </fieldset>
  );
};
