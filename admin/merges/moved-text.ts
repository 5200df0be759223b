import type { Merge } from '@regulars/sdk';
import type { TFunction } from 'i18next';
import type { Language } from '../shell/language.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { writtenNumber } from '../ui/written.ts';

const counted = [
  'ordersMoved',
  'addressesMoved',
  'loyaltyPointsMerged',
  'contactsKept',
  'tagsAdded',
] as const;

/** What came along: `Orders: 3, Points: 20`; empty where nothing did. */
export const movedText = (
  t: TFunction,
  language: Language,
  counts: Pick<Merge, (typeof counted)[number]>,
): string =>
  counted
    .filter((count) => counts[count] !== 0)
    .map((count) => `${t(`merge.moved.${count}`)}: ${isolateLtr(writtenNumber(language, counts[count]))}`)
    .join(t('value.and'));
