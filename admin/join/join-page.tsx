import { Loader } from '@mantine/core';
import { isProblem } from '@regulars/sdk';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { SignInForm } from '../session/sign-in-form.tsx';
import classes from '../session/sign-in-page.module.css';
import { PlainPage } from '../shell/plain-page.tsx';
import { useLanguage } from '../shell/use-language.ts';
import { Heading } from '../ui/heading.tsx';
import { inOwnScript } from '../ui/in-own-script.ts';
import { isolate } from '../ui/isolate.ts';
import { Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { JoinForm } from './join-form.tsx';

/** Where the link of an invitation leads: a new account, or the one that there is. */
export const JoinPage = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const router = useRouter();
  const token = useRouterState({ select: ({ location }) => location.hash });
  const link = useQuery({
    queryKey: ['invitation-link', token],
    queryFn: ({ signal }) => regulars.invitations.check({ token }, { signal }),
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
  const refused =
    token === '' || isProblem(link.error, 'invitation_invalid') || isProblem(link.error, 'invalid_request');
  const enter = () => void router.navigate({ to: '/dashboard/customers', replace: true });
  const { data } = link;

  return (
    <PlainPage>
      <PageTitle>{t('join.title')}</PageTitle>
      <Heading>
        {data
          ? t('join.heading', { business: isolate(inOwnScript(language, data.business)) })
          : t('join.title')}
      </Heading>
      {refused ? (
        <Notice tone="caution" title={t('problem.invitation_invalid')}>
          <p>{t('join.askAgain')}</p>
        </Notice>
      ) : data ? (
        <>
          <p className={classes.lead}>
            {t('join.lead', { name: isolate(data.invitedBy), role: t(`role.${data.role}`) })}{' '}
            {t(data.hasAccount ? 'join.withAccount' : 'join.newAccount')}
          </p>
          {data.hasAccount ? (
            <SignInForm invited={{ email: data.email, token }} submit={t('join.signIn')} onSignedIn={enter} />
          ) : (
            <JoinForm email={data.email} token={token} onJoined={enter} />
          )}
        </>
      ) : link.isError ? (
        <ProblemAlert error={link.error} onRetry={() => void link.refetch()} />
      ) : (
        <Loader mt="md" aria-label={t('setup.checking')} />
      )}
    </PlainPage>
  );
};
