import { Button } from '@mantine/core';
import { isProblem } from '@regulars/sdk';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import classes from '../session/sign-in-page.module.css';
import { type FieldErrors, fieldErrorsOf } from '../ui/field-errors.ts';
import { PasswordLine } from '../ui/password-line.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useFirstWrong } from '../ui/use-first-wrong.ts';

interface Props {
  token: string;
  onSettled: (how: 'set' | 'refused') => void;
}

/** The new password of whoever has the link. */
export const RecoverForm = ({ token, onSettled }: Props) => {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  useFirstWrong(form, errors);

  const recover = useMutation({
    mutationFn: (password: string) => regulars.recovery.setPassword({ token, password }),
    onSuccess: () => onSettled('set'),
    onError: (error) => {
      if (isProblem(error, 'recovery_invalid')) onSettled('refused');
      else if (isProblem(error)) setErrors(fieldErrorsOf(error.errors));
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (recover.isPending) return;
    const { value } = event.currentTarget.elements.namedItem('password') as HTMLInputElement;
    const found: FieldErrors = value.length < 10 ? { password: 'too_short' } : {};
    setErrors(found);
    if (!found.password) recover.mutate(value);
  };

  return (
    <form ref={form} noValidate onSubmit={submit} className={classes.form}>
      <PasswordLine
        name="password"
        label={t('account.newPassword')}
        description={t('setup.passwordHint')}
        autoComplete="new-password"
        autoFocus
        size="md"
        error={errors.password && t('fieldError.password')}
      />
      {recover.isError && Object.keys(errors).length === 0 && <ProblemAlert error={recover.error} />}
      <Button type="submit" size="md" loading={recover.isPending}>
        {t('recover.submit')}
      </Button>
    </form>
  );
};
