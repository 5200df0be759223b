import { Button } from '@mantine/core';
import type { FormEvent, ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './dialog-form.module.css';

interface Props {
  ref?: Ref<HTMLFormElement>;
  /** What the form does, in a word or two. */
  action: string;
  isPending: boolean;
  /** Whether there is nothing yet that could be done. */
  disabled?: boolean;
  /** Not called again while it is under way. */
  onSubmit: () => void;
  onCancel: () => void;
  /** Further buttons, between what the form does and Cancel. */
  more?: ReactNode;
  /** For a form that is seldom changed: Enter does it at once. */
  isReady?: boolean;
  children: ReactNode;
}

/** The form of a dialog, with its buttons, which stay in view however long it is. What is wrong in it is said by the form, and not by the browser. */
export const DialogForm = ({
  ref,
  action,
  isPending,
  disabled = false,
  onSubmit,
  onCancel,
  more,
  isReady = false,
  children,
}: Props) => {
  const { t } = useTranslation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending && !disabled) onSubmit();
  };
  return (
    <form ref={ref} noValidate onSubmit={submit} className={classes.form}>
      {children}
      <div className={classes.buttons}>
        <Button type="submit" loading={isPending} disabled={disabled} data-autofocus={isReady || undefined}>
          {action}
        </Button>
        {more}
        <Button variant="subtle" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  );
};
