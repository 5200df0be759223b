import { Button } from '@mantine/core';
import { isProblem, type PasswordChange } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import layout from '../settings/settings-form.module.css';
import type { FieldErrors } from '../ui/field-errors.ts';
import { PasswordLine } from '../ui/password-line.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { showDone } from '../ui/toast.ts';
import { useFirstWrong } from '../ui/use-first-wrong.ts';
import { accountSessionsQuery } from './account-queries.ts';

/** A new password, for which the one in force is asked; it signs out everywhere else. */
export const PasswordForm = ({ email }: { email: string }) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  useFirstWrong(form, errors);

  const change = useMutation({
    mutationFn: (body: PasswordChange) => regulars.account.changePassword(body),
    onSuccess: () => {
      form.current?.reset();
      void queryClient.invalidateQueries(accountSessionsQuery);
      showDone(t, t('account.passwordChanged'));
    },
    onError: (error) => {
      if (isProblem(error, 'wrong_password')) setErrors({ currentPassword: 'invalid_value' });
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (change.isPending) return;
    const { elements } = event.currentTarget;
    const text = (field: string) => (elements.namedItem(field) as HTMLInputElement).value;
    const body = { currentPassword: text('currentPassword'), newPassword: text('newPassword') };
    const found: FieldErrors = {
      ...(!body.currentPassword && { currentPassword: 'required' }),
      ...(body.newPassword.length < 10 && { newPassword: 'too_short' }),
    };
    setErrors(found);
    if (Object.keys(found).length === 0) change.mutate(body);
  };

  return (
    <Section title={t('field.password')}>
      <form ref={form} noValidate onSubmit={submit} className={layout.form}>
        {/* By which a browser's own store of passwords knows whose this is. */}
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <div className={layout.grid}>
          <PasswordLine
            name="currentPassword"
            label={t('account.currentPassword')}
            autoComplete="current-password"
            error={
              errors.currentPassword &&
              t(errors.currentPassword === 'required' ? 'fieldError.required' : 'problem.wrong_password')
            }
          />
          <PasswordLine
            name="newPassword"
            label={t('account.newPassword')}
            description={t('setup.passwordHint')}
            autoComplete="new-password"
            error={errors.newPassword && t('fieldError.password')}
          />
        </div>
        {change.isError && Object.keys(errors).length === 0 && <ProblemAlert error={change.error} />}
        <div className={layout.actions}>
          <Button type="submit" loading={change.isPending}>
            {t('account.changePassword')}
          </Button>
        </div>
      </form>
    </Section>
  );
};
