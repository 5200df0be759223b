import type { TFunction } from 'i18next';
import { problemText } from '../shell/problem-text.ts';
import { showNotDone } from './toast.ts';

/** For what has no place of its own on the page, such as a menu's item; anything else says it where it happened. */
export const showProblem = (t: TFunction, error: unknown) => {
  showNotDone(t, problemText(t, error));
};
