import type { TFunction } from 'i18next';
import type { Language } from '../shell/language.ts';
import { isolate } from '../ui/isolate.ts';
import { writtenDate } from '../ui/written.ts';
import { type FilterName, filtersOf, type ListState } from './list-state.ts';

type Told = Exclude<FilterName, 'search'>;

/** What narrows the list beside the search, each in words. */
export const filterWords = (
  t: TFunction,
  language: Language,
  state: ListState,
): { name: Told; text: string }[] => {
  const yesOrNo = (value: boolean | undefined) => t(value ? 'value.yes' : 'value.no');
  const day = (value: string | undefined) => isolate(writtenDate(language, value ?? ''));
  const words: Record<Told, () => [field: string, value: string]> = {
    type: () => [t('field.profileStatus'), t(`type.${state.type ?? 'stub'}`)],
    status: () => [t('field.status'), t(`filter.status.${state.status ?? 'active'}`)],
    tag: () => [t('filter.tag'), isolate(state.tag ?? '')],
    verified: () => [t('field.phoneVerified'), yesOrNo(state.verified)],
    createdFrom: () => [t('filter.createdFrom'), day(state.createdFrom)],
    createdTo: () => [t('filter.createdTo'), day(state.createdTo)],
    lastOrderFrom: () => [t('filter.lastOrderFrom'), day(state.lastOrderFrom)],
    lastOrderTo: () => [t('filter.lastOrderTo'), day(state.lastOrderTo)],
    hasPoints: () => [t('filter.hasPoints'), yesOrNo(state.hasPoints)],
  };
  return filtersOf(state)
    .filter((name) => name !== 'search')
    .map((name) => {
      const [field, value] = words[name]();
      return { name, text: `${field}: ${value}` };
    });
};
