import { type NotificationData, notifications } from '@mantine/notifications';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';

/** Where `id` is given, what is shown under it is replaced. */
type Manner = Pick<NotificationData, 'id' | 'autoClose' | 'title'>;

const showIn =
  (color: string) =>
  (t: TFunction, message: ReactNode, manner: Manner = {}) =>
    notifications.show({
      ...manner,
      color,
      message,
      closeButtonProps: { 'aria-label': t('action.close') },
    });

/** Says what was done. */
export const showDone = showIn('petrol');

/** Says what could not be done, where nothing on the page is left that could say it. */
export const showNotDone = showIn('red');
