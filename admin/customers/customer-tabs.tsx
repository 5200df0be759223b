import type { CustomerWithAddresses } from '@regulars/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link, useMatchRoute } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { duplicatesOfQuery } from '../duplicates/duplicate-queries.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Ltr } from '../ui/ltr.tsx';
import { writtenNumber } from '../ui/written.ts';
import classes from './customer-tabs.module.css';

const profile = '/dashboard/customers/$id';

/** Is the profile looked at, or another tab of the customer? */
export const useOnProfile = () => useMatchRoute()({ to: profile }) !== false;

/** The sides of a customer, each with an address of its own. */
export const CustomerTabs = ({ customer }: { customer: CustomerWithAddresses }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const duplicates = useQuery(duplicatesOfQuery(customer.id)).data ?? [];
  const onDuplicates = useMatchRoute()({ to: `${profile}/duplicates` }) !== false;
  const tabs = [
    { to: profile, label: t('customer.profile') },
    { to: `${profile}/addresses`, label: t('address.title'), count: customer.addresses.length },
    { to: `${profile}/orders`, label: t('order.title'), count: customer.totalOrders },
    { to: `${profile}/loyalty`, label: t('loyalty.title'), count: customer.loyaltyPoints },
    // Seldom has anybody any: the tab comes with them.
    ...(duplicates.length > 0 || onDuplicates
      ? [{ to: `${profile}/duplicates`, label: t('duplicates.title'), count: duplicates.length } as const]
      : []),
    { to: `${profile}/history`, label: t('history.title') },
  ] as const;
  return (
    <nav aria-label={t('customer.tabs')} className={classes.tabs}>
      {tabs.map(({ to, label, ...rest }) => (
        <Link
          key={to}
          to={to}
          params={{ id: customer.id }}
          className={classes.tab}
          activeOptions={{ exact: true }}
          activeProps={{ 'data-active': true }}
        >
          {label}
          {'count' in rest && rest.count > 0 && (
            <>
              {' '}
              <Ltr className={classes.count}>{writtenNumber(language, rest.count)}</Ltr>
            </>
          )}
        </Link>
      ))}
    </nav>
  );
};
