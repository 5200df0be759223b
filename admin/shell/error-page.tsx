import { Button } from '@mantine/core';
import { isProblem } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { Heading } from '../ui/heading.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import classes from './error-page.module.css';
import { PlainPage } from './plain-page.tsx';

/** A whole page could not be shown. */
export const ErrorPage = ({ error }: ErrorComponentProps) => {
  const { t } = useTranslation();
  const router = useRouter();
  const queryClient = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => regulars.session.signOut(),
    onSuccess: () => {
      queryClient.clear();
      return router.navigate({ to: '/sign-in' });
    },
  });
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
