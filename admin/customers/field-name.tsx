import { useTranslation } from 'react-i18next';
import { Ltr } from '../ui/ltr.tsx';

/** What a field is called. Preferences can hold keys of the business's own: those are shown as they are. */
export const FieldName = ({ field }: { field: string }) => {
  const { t, i18n } = useTranslation();
  if (field === 'preferences') return t('customer.preferences');
  if (i18n.exists(`field.${field}`)) return t(`field.${field}` as 'field.name');
  return <Ltr>{field.replace(/^preferences\./, '')}</Ltr>;
};
