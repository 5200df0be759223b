import { Skeleton } from '@mantine/core';
import { isProblem } from '@regulars/sdk';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { MergedNote } from '../merges/merged-note.tsx';
import { useMay } from '../session/use-may.ts';
import { Heading } from '../ui/heading.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { ChangedBy } from './changed-by.tsx';
import { CustomerEditor } from './customer-editor.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import classes from './customer-page.module.css';
import { customerQuery } from './customer-query.ts';
import { CustomerSummary } from './customer-summary.tsx';
import { CustomerTabs, useOnProfile } from './customer-tabs.tsx';
import { CustomerTop } from './customer-top.tsx';
import { InactiveNote } from './inactive-note.tsx';

const route = getRouteApi('/signed-in/dashboard/customers/$id');

export const CustomerPage = () => {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const may = useMay();
  const onProfile = useOnProfile();
  const { data: customer, error, isFetching, refetch } = useQuery(customerQuery(id));

  // The link of somebody who was merged: on to whoever it leads to, under that one's own address. What was answered
  // earlier does not say: the merge may be undone.
  const router = useRouter();
  const leadsTo = customer && customer.id !== id && !isFetching ? customer.id : undefined;
  useEffect(() => {
    if (leadsTo === undefined) return;
    const { pathname } = router.latestLocation;
    void router.navigate({
      to: pathname.replace(id, leadsTo),
      replace: true,
      state: { mergedFrom: id },
    });
  }, [leadsTo, id, router]);

  if (customer?.id === id) {
    if (may('updateCustomer')) return <CustomerEditor key={id} customer={customer} />;
    return (
      <div className={classes.page}>
        <CustomerTop customer={customer} />
        <CustomerTabs customer={customer} />
        <MergedNote customerId={id} />
        <ChangedBy customer={customer} />
        {!customer.isActive && <InactiveNote customer={customer} />}
        {onProfile ? (
          <>
            <CustomerSummary customer={customer} />
            <CustomerFacts customer={customer} />
          </>
        ) : (
          <Outlet />
        )}
      </div>
    );
  }

  // An id that is none is to the reader the same as one that nobody has.
  if (isProblem(error, 'not_found') || isProblem(error, 'invalid_request')) {
    return (
      <div className={classes.alone}>
        <PageTitle>{t('customer.unknownTitle')}</PageTitle>
        <Heading>{t('customer.unknownTitle')}</Heading>
        <p>{t('customer.unknownText')}</p>
        <Link to="/dashboard/customers">{t('notFound.toCustomers')}</Link>
      </div>
    );
  }
  if (error) {
    return (
      <div className={classes.alone}>
        <PageTitle>{t('errorPage.title')}</PageTitle>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  return (
    <div className={classes.page} aria-busy>
      <PageTitle>{t('customers.title')}</PageTitle>
      <div className={classes.top}>
        <Skeleton height={26} width={260} />
      </div>
      <div className={classes.columns}>
        <Skeleton height={420} radius="md" />
        <Skeleton height={280} radius="md" />
      </div>
    </div>
  );
};
