import { Button } from '@mantine/core';
import { isProblem } from '@regulars/sdk';
import { type ErrorComponentProps, Navigate, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { needsSignIn } from '../session/session-query.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { Heading } from '../ui/heading.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import classes from './error-page.module.css';
import { PlainPage } from './plain-page.tsx';

/** A whole page could not be shown. Whoever is signed out by now, say by a quick Back, signs in and comes back to it. */
export const ErrorPage = ({ error }: ErrorComponentProps) => {
  const { latestLocation } = useRouter();
  if (!needsSignIn(error)) return <NotShown error={error} />;
  return latestLocation.pathname === '/sign-in' ? null : (
    <Navigate to="/sign-in" search={{ from: latestLocation.href }} replace />
  );
};

const NotShown = ({ error }: Pick<ErrorComponentProps, 'error'>) => {
  const { t } = useTranslation();
  const signOut = useSignOut();
  return (
    <PlainPage>
      <PageTitle>{t('errorPage.title')}</PageTitle>
      <Heading className={classes.heading}>{t('errorPage.title')}</Heading>
      {/* A reload also fetches the pages of a newer version, which a router's own retry would not. */}
      <ProblemAlert error={error} onRetry={() => window.location.reload()} />
      {isProblem(error, 'no_tenant') && (
        <Button mt="md" fullWidth loading={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('session.signOut')}
        </Button>
      )}
    </PlainPage>
  );
};
