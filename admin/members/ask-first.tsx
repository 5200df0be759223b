import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import classes from './members.module.css';

interface Props {
  title: string;
  /** Of the button that does it. */
  yes: string;
  act: () => Promise<unknown>;
  /** After it was done, or was not wanted. */
  onClose: () => void;
  /** What it means. */
  children?: ReactNode;
}

/** Asks before something that somebody else will notice. */
export const AskFirst = ({ title, yes, act, onClose, children }: Props) => {
  const { t } = useTranslation();
  const acting = useMutation({ mutationFn: act, onSuccess: onClose });
  return (
    <Dialog onClose={onClose} title={title}>
      {children}
      {acting.isError && <ProblemAlert error={acting.error} />}
      <div className={classes.answers}>
        <Button data-autofocus loading={acting.isPending} onClick={() => acting.mutate()}>
          {yes}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </div>
    </Dialog>
  );
};
