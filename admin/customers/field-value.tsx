import { useTranslation } from 'react-i18next';
import { countryName } from '../countries/country-names.ts';
import { Phone } from '../phones/phone.tsx';
import { useLanguage } from '../shell/use-language.ts';
import { Ltr } from '../ui/ltr.tsx';
import { writtenDate, writtenNumber } from '../ui/written.ts';
import classes from './field-value.module.css';
import type { Change } from './history-words.ts';

const readLeftToRight = new Set([
  'email',
  'customerNumber',
  'avatarUrl',
  'address.postalCode',
  'address.place',
]);

/** What a field of a customer says, whatever kind it is of. */
export const FieldValue = ({ field, value }: { field: string; value: Change['from'] }) => {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return <span className={classes.nothing}>{t('value.none')}</span>;
  if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no');
  if (typeof value === 'number') {
    const isDegrees = field === 'address.latitude' || field === 'address.longitude';
    return <Ltr>{isDegrees ? String(value) : writtenNumber(language, value)}</Ltr>;
  }
  if (Array.isArray(value)) return <bdi>{value.map(String).join(t('value.and'))}</bdi>;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (field === 'profileStatus' && i18n.exists(`type.${text}`)) return t(`type.${text}` as 'type.guest');
  if (field === 'address.type' && i18n.exists(`address.type.${text}`))
    return t(`address.type.${text}` as 'address.type.home');
  if (field === 'address.country') return <bdi>{countryName(language, text)}</bdi>;
  if (field === 'birthDate') return <bdi>{writtenDate(language, text)}</bdi>;
  if (field === 'phone') return <Phone>{text}</Phone>;
  return readLeftToRight.has(field) ? <Ltr>{text}</Ltr> : <bdi>{text}</bdi>;
};
