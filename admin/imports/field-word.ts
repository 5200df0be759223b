import type { ImportField } from '@regulars/sdk';
import type { TFunction } from 'i18next';

/** What the admin calls a field that a file can bring. */
export const fieldWord = (t: TFunction, field: ImportField): string => {
  if (field === 'type') return t('field.profileStatus');
  if (field === 'preferences') return t('customer.preferences');
  return t(`field.${field}`);
};
