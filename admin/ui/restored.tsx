import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './restored.module.css';

/** What stands in the form was typed before the page was loaded anew. */
export const Restored = ({ onDiscard }: { onDiscard: () => void }) => {
  const { t } = useTranslation();
  return (
    <p role="status" className={classes.restored}>
      <span>{t('draft.restored')}</span>
      <span aria-hidden>·</span>
      <Button variant="subtle" size="compact-sm" className={classes.discard} onClick={onDiscard}>
        {t('draft.discard')}
      </Button>
    </p>
  );
};
