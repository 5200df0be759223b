import type { DuplicateReason } from '@regulars/sdk';
import type { TFunction } from 'i18next';

/** `Phone: equal`; what is about both people as a whole speaks for itself. */
export const reasonText = (t: TFunction, { field, level }: DuplicateReason): string =>
  field === 'household' || field === 'nameOrder'
    ? t(`duplicates.level.${level}`)
    : `${t(`field.${field}`)}: ${t(`duplicates.level.${level}`)}`;

export type Likelihood = 'surely' | 'probably' | 'perhaps';

/** A probability as people say it. */
export const likelihoodOf = (score: number): Likelihood =>
  score >= 0.95 ? 'surely' : score >= 0.5 ? 'probably' : 'perhaps';
