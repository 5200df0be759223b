import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ask-first.module.css';
import { Dialog } from './dialog.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface Props {
  opened?: boolean;
  title: string;
  /** What it means, each an `li`. */
  children: ReactNode;
  action: string;
  work: { isPending: boolean; isError: boolean; error: unknown };
  onYes: () => void;
  onClose: () => void;
}

/** Asks before something is done, says what it means, and why it could not be done. */
export const AskFirst = ({ opened = true, title, children, action, work, onYes, onClose }: Props) => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <ul className={classes.means}>{children}</ul>
      {work.isError && <ProblemAlert error={work.error} />}
      <div className={classes.actions}>
        <Button data-autofocus loading={work.isPending} onClick={onYes}>
          {action}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </div>
    </Dialog>
  );
};
