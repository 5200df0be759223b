import type { Address } from '@regulars/sdk';
import type { TFunction } from 'i18next';
import { isolate } from '../ui/isolate.ts';

/** What to call an address in a sentence: as it is called, else what kind it is and where. */
export const addressName = (t: TFunction, { label, type, street, area, building, city }: Address): string =>
  label ??
  [t(`address.type.${type}`), street ?? area ?? building, city]
    .filter((part) => part !== null)
    .map(isolate)
    .join(t('value.and'));
