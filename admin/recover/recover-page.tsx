import { Loader } from '@mantine/core';
import { isProblem } from '@regulars/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { SignInForm } from '../session/sign-in-form.tsx';
import classes from '../session/sign-in-page.module.css';
import { PlainPage } from '../shell/plain-page.tsx';
import { Heading } from '../ui/heading.tsx';
import { isolateLtr } from '../ui/isolate.ts';
import { Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { RecoverForm } from './recover-form.tsx';

/** Where a link to a new password leads: the password, and then the way in that there is for everybody. */
export const RecoverPage = () => {
  const { t } = useTranslation();
  const router = useRouter();
  const token = useRouterState({ select: ({ location }) => location.hash });
  const [settled, setSettled] = useState<{ token: string; how: 'set' | 'refused' } | null>(null);
  // Another link in the same window is looked at anew.
  const outcome = settled && (token === '' || token === settled.token) ? settled.how : null;
  const link = useQuery({
    queryKey: ['recovery-link', token],
    queryFn: ({ signal }) => regulars.recovery.check({ token }, { signal }),
    enabled: token !== '' && outcome === null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data } = link;
  const isRefused =
    (token === '' && outcome === null) ||
    outcome === 'refused' ||
    isProblem(link.error, 'recovery_invalid') ||
    isProblem(link.error, 'invalid_request');

  const settle = (how: 'set' | 'refused') => {
    setSettled({ token, how });
    // It is worth nothing any more: nobody has to find it in the address or behind Back.
    if (how === 'set') void router.navigate({ to: '/recover', hash: '', replace: true });
  };
  const enter = () => void router.navigate({ to: '/dashboard/customers', replace: true });

  return (
    <PlainPage>
      <PageTitle>{t('recover.title')}</PageTitle>
      <Heading>{t('recover.title')}</Heading>
      {outcome === 'set' ? (
        <>
          <p role="status" className={classes.lead}>
            {t('recover.done')}
          </p>
          <SignInForm submit={t('signIn.submit')} onSignedIn={enter} />
        </>
      ) : isRefused ? (
        <>
          <Notice tone="caution" title={t('problem.recovery_invalid')}>
            <p>{t('recover.askAgain')}</p>
          </Notice>
          <p className={classes.hint}>
            <Link to="/sign-in">{t('setup.toSignIn')}</Link>
          </p>
        </>
      ) : data ? (
        <>
          <p className={classes.lead}>
            {t('recover.lead', { email: isolateLtr(data.email) })}{' '}
            {data.endsTwoFactor && t('recover.endsTwoFactor')}
          </p>
          <RecoverForm token={token} onSettled={settle} />
        </>
      ) : link.isError ? (
        <ProblemAlert error={link.error} onRetry={() => void link.refetch()} />
      ) : (
        <Loader mt="md" aria-label={t('setup.checking')} />
      )}
    </PlainPage>
  );
};
