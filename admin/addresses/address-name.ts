import type { Address } from '@regulars/sdk';
import type { TFunction } from 'i18next';

/** What to call an address in a sentence: as it is called, else by its first lines. */
export const addressName = (t: TFunction, { label, type, formatted }: Address): string =>
  label ?? [t(`address.type.${type}`), ...formatted.slice(0, 2)].join(t('value.and'));
