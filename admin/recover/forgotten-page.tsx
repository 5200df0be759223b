import { Button } from '@mantine/core';
import { isProblem } from '@regulars/sdk';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import classes from '../session/sign-in-page.module.css';
import { PlainPage } from '../shell/plain-page.tsx';
import { Heading } from '../ui/heading.tsx';
import { isolateLtr } from '../ui/isolate.ts';
import { EmailLine } from '../ui/lines.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';

/** Where a link to a new password is asked for by mail. */
export const ForgottenPage = () => {
  const { t } = useTranslation();
  const [missing, setMissing] = useState(false);
  const send = useMutation({ mutationFn: (email: string) => regulars.recovery.sendMail({ email }) });
  const isMalformed = isProblem(send.error, 'invalid_request');

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (send.isPending) return;
    const field = event.currentTarget.elements.namedItem('email') as HTMLInputElement;
    const email = field.value.trim();
    setMissing(!email);
    if (email) send.mutate(email);
    else field.focus();
  };

  return (
    <PlainPage>
      <PageTitle>{t('forgotten.title')}</PageTitle>
      <Heading>{t('forgotten.title')}</Heading>
      {send.isSuccess ? (
        <p role="status" className={classes.lead}>
          {t('forgotten.sent', { email: isolateLtr(send.variables) })}
        </p>
      ) : (
        <>
          <p className={classes.lead}>{t('forgotten.lead')}</p>
          <form noValidate onSubmit={submit} className={classes.form}>
            <EmailLine
              name="email"
              autoComplete="username"
              autoFocus
              required
              withAsterisk={false}
              size="md"
              label={t('field.email')}
              error={missing ? t('fieldError.required') : isMalformed && t('fieldError.email')}
            />
            {send.isError && !isMalformed && <ProblemAlert error={send.error} />}
            <Button type="submit" size="md" loading={send.isPending}>
              {t('forgotten.submit')}
            </Button>
          </form>
        </>
      )}
      <p className={classes.hint}>{t('forgotten.lostFactor')}</p>
      <p className={classes.hint}>
        <Link to="/sign-in">{t('setup.toSignIn')}</Link>
      </p>
    </PlainPage>
  );
};
