import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AskBeforeLeaving } from '../ui/ask-before-leaving.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { accountQuery } from './account-queries.ts';
import { PasswordForm } from './password-form.tsx';
import { ProfileForm } from './profile-form.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { TwoFactorSection } from './two-factor-section.tsx';

/** What belongs to the person who is signed in, whatever the business. */
export const AccountPage = () => {
  const { t } = useTranslation();
  const { data: account, error, refetch } = useQuery(accountQuery);
  const [isDirty, setDirty] = useState(false);
  return (
    <Page title={t('account.title')}>
      {account ? (
        <>
          <ProfileForm account={account} onDirty={setDirty} />
          <PasswordForm email={account.email} />
          <TwoFactorSection account={account} />
          <SessionsSection />
          <AskBeforeLeaving when={isDirty} text={t('settings.leave')} />
        </>
      ) : error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={320} radius="md" />
      )}
    </Page>
  );
};
