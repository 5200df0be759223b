import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FieldErrors, fieldErrorText } from '../ui/field-errors.ts';
import { Line } from '../ui/lines.tsx';
import classes from './customer-editor.module.css';
import { type CustomerValues, placeOf } from './customer-values.ts';

interface Props {
  values: CustomerValues;
  errors: FieldErrors;
  onChange: <F extends keyof CustomerValues>(field: F, value: CustomerValues[F]) => void;
}

/** What the customer likes and how news may reach. */
export const PreferenceFields = ({ values, errors, onChange }: Props) => {
  const { t } = useTranslation();
  const line = (field: 'folding' | 'fragrance') => (
    <Line
      name={field}
      label={t(`field.${placeOf[field]}` as 'field.name')}
      error={fieldErrorText(t, errors, placeOf[field])}
      maxLength={100}
      value={values[field]}
      onChange={(event) => onChange(field, event.currentTarget.value)}
    />
  );
  const box = (field: 'ecoFriendly' | 'sms' | 'whatsapp' | 'emails' | 'push') => (
    <Checkbox
      name={field}
      label={t(`field.${placeOf[field]}` as 'field.name')}
      checked={values[field]}
      onChange={(event) => onChange(field, event.currentTarget.checked)}
    />
  );
  return (
    <div>
      <div className={classes.grid}>
        {line('folding')}
        {line('fragrance')}
      </div>
      <div className={classes.boxes}>{box('ecoFriendly')}</div>
      <fieldset className={classes.channels}>
        <legend>{t('customer.mayNotify')}</legend>
        <div className={classes.boxes}>
          {box('sms')}
          {box('whatsapp')}
          {box('emails')}
          {box('push')}
        </div>
      </fieldset>
    </div>
  );
};
