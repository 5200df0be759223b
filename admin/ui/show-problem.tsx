import { notifications } from '@mantine/notifications';
import type { TFunction } from 'i18next';
import { problemText } from '../shell/problem-text.ts';

/** For what has no place of its own on the page, such as a menu's item; anything else says it where it happened. */
export const showProblem = (t: TFunction, error: unknown) => {
  notifications.show({
    color: 'red',
    message: problemText(t, error),
    closeButtonProps: { 'aria-label': t('action.close') },
  });
};
