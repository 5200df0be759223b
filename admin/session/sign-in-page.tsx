import { Button, PasswordInput, TextInput } from '@mantine/core';
import { isProblem } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainPage } from '../shell/plain-page.tsx';
import { Heading } from '../ui/heading.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { regulars } from './regulars.ts';
import { sessionQuery } from './session-query.ts';
import classes from './sign-in-page.module.css';
import { wayBack } from './way-back.ts';

const route = getRouteApi('/sign-in');

export const SignInPage = () => {
  const { t } = useTranslation();
  const { from } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});

  const signIn = useMutation({
    mutationFn: (credentials: { email: string; password: string }) => regulars.session.signIn(credentials),
    onSuccess: (session) => {
      // Whoever was here before: nothing of what they saw stays.
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, session);
      router.history.replace(wayBack(from));
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const email = form.email.value.trim();
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

  return (
    <PlainPage>
      <PageTitle>{t('signIn.title')}</PageTitle>
      <Heading>{t('signIn.title')}</Heading>
      <p className={classes.lead}>{from ? t('signIn.again') : t('signIn.lead')}</p>
      <form noValidate onSubmit={submit} className={classes.form}>
        <TextInput
          name="email"
          type="email"
          dir="ltr"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          withAsterisk={false}
          size="md"
          label={t('field.email')}
          error={missing.email}
        />
        <PasswordInput
          name="password"
          dir="ltr"
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
          label={t('field.password')}
          error={missing.password}
          visibilityToggleButtonProps={{
            'aria-label': t('action.showPassword'),
            title: t('action.showPassword'),
            tabIndex: 0,
          }}
        />
        {signIn.isError &&
          (wrong ? (
            <p role="alert" className={classes.wrong}>
              {t('problem.wrong_credentials')}
            </p>
          ) : (
            <ProblemAlert error={signIn.error} />
          ))}
        <Button type="submit" size="md" loading={signIn.isPending}>
          {t('signIn.submit')}
        </Button>
      </form>
      <p className={classes.hint}>{t('signIn.noAccount')}</p>
    </PlainPage>
  );
};
