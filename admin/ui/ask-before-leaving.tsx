import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './ask-before-leaving.module.css';
import { Dialog } from './dialog.tsx';

interface Props {
  /** Whether something is not saved yet. */
  when: boolean;
  text: string;
  /** Of the place to which one goes: where nothing is lost, nothing is asked. */
  loses?: (params: object) => boolean;
}

/** Asks whoever goes away from a page while something is not saved yet. */
export const AskBeforeLeaving = ({ when, text, loses = () => true }: Props) => {
  const { t } = useTranslation();
  const leave = useBlocker({
    shouldBlockFn: ({ next }) => when && loses(next.params),
    enableBeforeUnload: () => when,
    withResolver: true,
  });
  return (
    <Dialog opened={leave.status === 'blocked'} onClose={() => leave.reset?.()} title={t('leave.title')}>
      <p className={classes.question}>{text}</p>
      <div className={classes.answers}>
        <Button data-autofocus onClick={() => leave.reset?.()}>
          {t('leave.stay')}
        </Button>
        <Button variant="default" onClick={() => leave.proceed?.()}>
          {t('leave.go')}
        </Button>
      </div>
    </Dialog>
  );
};
