import { Skeleton } from '@mantine/core';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loyaltySettingsQuery } from '../loyalty/loyalty-queries.ts';
import { useMay } from '../session/use-may.ts';
import { AskBeforeLeaving } from '../ui/ask-before-leaving.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { BusinessForm } from './business-form.tsx';
import { LoyaltyForm } from './loyalty-form.tsx';
import { tenantQuery, verificationSettingsQuery } from './settings-queries.ts';
import { VerificationForm } from './verification-form.tsx';

/** What the business decides for itself; each section is saved by itself. */
export const SettingsPage = () => {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Page title={t('settings.title')}>
      {may('updateTenant') ? (
        <Forms />
      ) : (
        <>
          <p>{t('problem.forbidden')}</p>
          <Link to="/dashboard/customers">{t('notFound.toCustomers')}</Link>
        </>
      )}
    </Page>
  );
};

const Forms = () => {
  const { t } = useTranslation();
  const [dirty, setDirty] = useState({ business: false, loyalty: false, verification: false });
  const onBusiness = useCallback((business: boolean) => setDirty((now) => ({ ...now, business })), []);
  const onLoyalty = useCallback((loyalty: boolean) => setDirty((now) => ({ ...now, loyalty })), []);
  const onVerification = useCallback(
    (verification: boolean) => setDirty((now) => ({ ...now, verification })),
    [],
  );
  return (
    <>
      <Read query={useQuery(tenantQuery)}>
        {(tenant) => <BusinessForm tenant={tenant} onDirty={onBusiness} />}
      </Read>
      <Read query={useQuery(loyaltySettingsQuery)}>
        {(loyalty) => <LoyaltyForm loyalty={loyalty} onDirty={onLoyalty} />}
      </Read>
      <Read query={useQuery(verificationSettingsQuery)}>
        {(verification) => <VerificationForm verification={verification} onDirty={onVerification} />}
      </Read>
      <AskBeforeLeaving when={Object.values(dirty).includes(true)} text={t('settings.leave')} />
    </>
  );
};

interface ReadProps<T> {
  query: UseQueryResult<T>;
  children: (read: T) => ReactNode;
}

const Read = <T,>({ query: { data, error, refetch }, children }: ReadProps<T>) => {
  if (data !== undefined) return children(data);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <Skeleton height={320} radius="md" />;
};
