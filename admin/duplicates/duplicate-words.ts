import type { DuplicateReason } from '@regulars/sdk';
import type { TFunction } from 'i18next';

/** `Phone: equal`; what is about both people as a whole speaks for itself. */
export const reasonText = (t: TFunction, { field, level }: DuplicateReason): string =>
  field === 'household' || field === 'nameOrder'
    ? t(`duplicates.level.${level}`)
    : `${fieldText(t, field)}: ${t(`duplicates.level.${level}`)}`;

const fieldText = (
  t: TFunction,
  field: Exclude<DuplicateReason['field'], 'household' | 'nameOrder'>,
): string => {
  switch (field) {
    case 'address':
      return t('duplicates.address');
    case 'city':
    case 'region':
    case 'postalCode':
    case 'country':
      return t(`field.address.${field}`);
    default:
      return t(`field.${field}`);
  }
};

export type Likelihood = 'surely' | 'probably' | 'perhaps';

/** A probability as people say it. */
export const likelihoodOf = (score: number): Likelihood =>
  score >= 0.95 ? 'surely' : score >= 0.5 ? 'probably' : 'perhaps';
