import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { showDone } from './toast.ts';
import classes from './undo-toast.module.css';

/** Long enough to read it and to change one's mind. */
const shownFor = 15_000;

/** Says what was done, with a button that takes it back. */
export const showUndoToast = (t: TFunction, message: ReactNode, undo: (() => void) | undefined) => {
  const id = showDone(
    t,
    <span className={classes.toast}>
      <span>{message}</span>
      {undo && (
        <Button
          size="compact-md"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {t('action.undo')}
        </Button>
      )}
    </span>,
    { autoClose: shownFor },
  );
};
