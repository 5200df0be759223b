import { Button } from '@mantine/core';
import type { FormEvent, ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Restored } from '../ui/restored.tsx';
import { Section } from '../ui/section.tsx';
import { ariaKeys } from '../ui/shortcuts.ts';
import classes from './settings-form.module.css';

interface Props {
  title: string;
  lead?: ReactNode;
  settings: {
    form: RefObject<HTMLFormElement | null>;
    isDirty: boolean;
    isRestored: boolean;
    isPending: boolean;
    problem: unknown;
    submit: (event: FormEvent) => void;
    reset: () => void;
  };
  children: ReactNode;
}

/** A section of the settings that is saved by itself. */
export const SettingsForm = ({ title, lead, settings, children }: Props) => {
  const { t } = useTranslation();
  return (
    <Section title={title}>
      <form ref={settings.form} noValidate onSubmit={settings.submit} className={classes.form}>
        {settings.isRestored && <Restored onDiscard={settings.reset} />}
        {lead && <p className={classes.lead}>{lead}</p>}
        {children}
        {settings.problem !== null && <ProblemAlert error={settings.problem} />}
        <div className={classes.actions}>
          <Button
            type="submit"
            disabled={!settings.isDirty}
            loading={settings.isPending}
            aria-keyshortcuts={ariaKeys('save')}
          >
            {t('customer.save')}
          </Button>
          {settings.isDirty && (
            <Button variant="default" onClick={settings.reset}>
              {t('customer.undo')}
            </Button>
          )}
        </div>
      </form>
    </Section>
  );
};
