import { Button, TextInput } from '@mantine/core';
import { isProblem, type Session } from '@regulars/sdk';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmailLine } from '../ui/lines.tsx';
import { PasswordLine } from '../ui/password-line.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { regulars } from './regulars.ts';
import classes from './sign-in-page.module.css';
import { useSignedIn } from './use-signed-in.ts';

interface Props {
  /** Where the e-mail is given: whoever was invited joins with the account of that one. */
  invited?: { email: string; token: string };
  submit: string;
  onSignedIn: (session: Session) => void;
}

/** E-mail and password; then, where the account has a second factor, its code. */
export const SignInForm = ({ invited, submit: submitText, onSignedIn }: Props) => {
  const { t } = useTranslation();
  const signedIn = useSignedIn();
  const [missing, setMissing] = useState<{ email?: string; password?: string; code?: string }>({});
  /** Right so far: what the code is sent along with. */
  const [proven, setProven] = useState<{ email: string; password: string } | null>(null);

  const signIn = useMutation({
    mutationFn: (credentials: { email: string; password: string; code?: string }) =>
      regulars.session.signIn({ ...credentials, ...(invited && { invitation: invited.token }) }),
    onSuccess: (session) => {
      signedIn(session);
      onSignedIn(session);
    },
    onError: (error, { email, password }) => {
      if (isProblem(error, 'two_factor_required')) setProven({ email, password });
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (signIn.isPending) return;
    const form = event.currentTarget;
    if (proven) {
      const code = form.code.value.trim();
      setMissing(code ? {} : { code: t('fieldError.required') });
      if (code) signIn.mutate({ ...proven, code });
      else form.code.focus();
      return;
    }
    const email = invited?.email ?? form.email.value.trim();
    const password = form.password.value;
    setMissing({
      ...(!email && { email: t('fieldError.required') }),
      ...(!password && { password: t('fieldError.required') }),
    });
    if (!email) form.email.focus();
    else if (!password) form.password.focus();
    else signIn.mutate({ email, password });
  };

  // A malformed e-mail cannot be anybody's: for the reader it is the same mistake.
  const wrong = isProblem(signIn.error, 'wrong_credentials') || isProblem(signIn.error, 'invalid_request');
  const asksCode = isProblem(signIn.error, 'two_factor_required');

  return (
    <form noValidate onSubmit={submit} className={classes.form}>
      {proven ? (
        <TextInput
          key="code"
          name="code"
          dir="ltr"
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          withAsterisk={false}
          size="md"
          maxLength={20}
          label={t('twoFactor.code')}
          description={t('twoFactor.codeHint')}
          error={missing.code}
        />
      ) : (
        <>
          <EmailLine
            name="email"
            autoComplete="username"
            autoFocus={!invited}
            readOnly={invited !== undefined}
            required
            withAsterisk={false}
            size="md"
            label={t('field.email')}
            {...(invited && { value: invited.email })}
            error={missing.email}
          />
          <PasswordLine
            name="password"
            autoComplete="current-password"
            autoFocus={invited !== undefined}
            required
            withAsterisk={false}
            size="md"
            label={t('field.password')}
            error={missing.password}
          />
        </>
      )}
      {signIn.isError &&
        !asksCode &&
        (wrong && !proven ? (
          <p role="alert" className={classes.wrong}>
            {t('problem.wrong_credentials')}
          </p>
        ) : (
          <ProblemAlert error={signIn.error} />
        ))}
      <Button type="submit" size="md" loading={signIn.isPending}>
        {submitText}
      </Button>
    </form>
  );
};
