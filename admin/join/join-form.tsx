import { Button, TextInput } from '@mantine/core';
import { isProblem } from '@regulars/sdk';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import classes from '../session/sign-in-page.module.css';
import { useSignedIn } from '../session/use-signed-in.ts';
import { type FieldErrors, fieldErrorsOf } from '../ui/field-errors.ts';
import { Line } from '../ui/lines.tsx';
import { PasswordLine } from '../ui/password-line.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useFirstWrong } from '../ui/use-first-wrong.ts';

interface Props {
  email: string;
  token: string;
  onJoined: () => void;
}

/** A name and a password: an account of one's own. */
export const JoinForm = ({ email, token, onJoined }: Props) => {
  const { t } = useTranslation();
  const signedIn = useSignedIn();
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  useFirstWrong(form, errors);

  const join = useMutation({
    mutationFn: (body: { name: string; password: string }) => regulars.invitations.accept({ token, ...body }),
    onSuccess: (session) => {
      signedIn(session);
      onJoined();
    },
    onError: (error) => {
      if (isProblem(error)) setErrors(fieldErrorsOf(error.errors));
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (join.isPending) return;
    const { elements } = event.currentTarget;
    const text = (field: string) => (elements.namedItem(field) as HTMLInputElement).value;
    const [name, password] = [text('name').trim(), text('password')];
    const found: FieldErrors = {
      ...(!name && { name: 'required' }),
      ...(password.length < 10 && { password: 'too_short' }),
    };
    setErrors(found);
    if (Object.keys(found).length === 0) join.mutate({ name, password });
  };

  return (
    <form ref={form} noValidate onSubmit={submit} className={classes.form}>
      <TextInput
        name="email"
        dir="ltr"
        autoComplete="username"
        readOnly
        size="md"
        label={t('field.email')}
        value={email}
      />
      <Line
        name="name"
        label={t('setup.ownerName')}
        autoComplete="name"
        autoFocus
        size="md"
        maxLength={200}
        error={errors.name && t('fieldError.required')}
      />
      <PasswordLine
        name="password"
        label={t('field.password')}
        description={t('setup.passwordHint')}
        autoComplete="new-password"
        size="md"
        error={errors.password && t('fieldError.password')}
      />
      {join.isError && Object.keys(errors).length === 0 && <ProblemAlert error={join.error} />}
      <Button type="submit" size="md" loading={join.isPending}>
        {t('join.submit')}
      </Button>
    </form>
  );
};
