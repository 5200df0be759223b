import { Skeleton } from '@mantine/core';
import { isProblem } from '@regulars/sdk';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-may.ts';
import { Heading } from '../ui/heading.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { CustomerEditor } from './customer-editor.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import classes from './customer-page.module.css';
import { customerQuery } from './customer-query.ts';
import { CustomerTabs, useOnProfile } from './customer-tabs.tsx';
import { CustomerTop } from './customer-top.tsx';
import { InactiveNote } from './inactive-note.tsx';

const route = getRouteApi('/signed-in/dashboard/customers/$id');

export const CustomerPage = () => {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const may = useMay();
  const onProfile = useOnProfile();
  const { data: customer, error, refetch } = useQuery(customerQuery(id));

  if (customer) {
    if (may('updateCustomer')) return <CustomerEditor key={id} customer={customer} />;
    return (
      <div className={classes.page}>
        <CustomerTop customer={customer} />
        <CustomerTabs customer={customer} />
        {!customer.isActive && <InactiveNote customer={customer} />}
        {onProfile ? <CustomerFacts customer={customer} /> : <Outlet />}
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
