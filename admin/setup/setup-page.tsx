import { Loader } from '@mantine/core';
import { isProblem } from '@regulars/sdk';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { PlainPage } from '../shell/plain-page.tsx';
import { Heading } from '../ui/heading.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SetupForm } from './setup-form.tsx';
import classes from './setup-page.module.css';

const route = getRouteApi('/setup');

/** The first visit. Opens only through the one-time link that the start prints. */
export const SetupPage = () => {
  const { t } = useTranslation();
  const { token } = route.useSearch();
  const link = useQuery({
    queryKey: ['setup-link', token],
    queryFn: ({ signal }) => regulars.setup.checkLink({ token: token! }, { signal }),
    enabled: token !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const refused =
    token === undefined ||
    isProblem(link.error, 'setup_link_invalid') ||
    isProblem(link.error, 'invalid_request');

  return (
    <PlainPage wide>
      <PageTitle>{t('setup.title')}</PageTitle>
      <Heading className={classes.heading}>{t('setup.title')}</Heading>
      {refused ? (
        <Notice tone="caution" title={t('setup.linkTitle')}>
          <p>
            {t('setup.linkHow')} <Ltr>npm start</Ltr>
          </p>
          <p>
            {t('setup.linkUsed')} <Link to="/sign-in">{t('setup.toSignIn')}</Link>
          </p>
        </Notice>
      ) : link.data ? (
        <SetupForm token={token} />
      ) : link.isError ? (
        <ProblemAlert error={link.error} onRetry={() => void link.refetch()} />
      ) : (
        <Loader mt="md" aria-label={t('setup.checking')} />
      )}
    </PlainPage>
  );
};
