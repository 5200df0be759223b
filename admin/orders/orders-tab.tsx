import { Button, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../connection/lazily.ts';
import page from '../customers/customer-page.module.css';
import { useLanguage } from '../shell/use-language.ts';
import row from '../ui/link-row.module.css';
import { Ltr } from '../ui/ltr.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { writtenNumber } from '../ui/written.ts';
import { OrderCards } from './order-cards.tsx';
import { customerOrdersQuery } from './order-queries.ts';
import { orderStatuses } from './order-status.ts';
import { OrderTable } from './order-table.tsx';
import classes from './orders-tab.module.css';
import { Spending } from './spending.tsx';

const OrderDialog = lazily(() =>
  import('./order-dialog.tsx').then((module) => ({ default: module.OrderDialog })),
);

const path = '/dashboard/customers/$id/orders';
const route = getRouteApi('/signed-in/dashboard/customers/$id/orders');

/** A customer's orders, the last placed first; those of one status for who asks; and what they come to. */
export const OrdersTab = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const router = useRouter();
  const { id } = route.useParams();
  const { status, order } = route.useSearch();
  const narrow = useMediaQuery('(width < 36em)', undefined, { getInitialValueInEffect: false });
  const query = useInfiniteQuery(customerOrdersQuery(id, status));
  const [first] = query.data?.pages ?? [];
  const orders = query.data?.pages.flatMap(({ data }) => data);

  const byStatus = new Map(first?.totals.byStatus.map(({ status, orders }) => [status, orders]));
  const all = [...byStatus.values()].reduce((sum, orders) => sum + orders, 0);
  const filters = [
    { status: undefined, orders: all, label: t('order.all') },
    ...orderStatuses
      .filter((each) => byStatus.has(each) || each === status)
      .map((each) => ({ status: each, orders: byStatus.get(each) ?? 0, label: t(`order.status.${each}`) })),
  ];
  const Orders = narrow ? OrderCards : OrderTable;

  return (
    <div className={page.columns}>
      <Section title={t('order.title')}>
        {query.isError && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <Skeleton height={220} />}
        {first && all === 0 && status === undefined && <p className={classes.none}>{t('order.none')}</p>}
        {first && (all > 0 || status !== undefined) && (
          <nav aria-label={t('order.which')} className={`${row.row} ${classes.statuses}`}>
            {filters.map((each) => (
              <Link
                key={each.label}
                to={path}
                params={{ id }}
                search={each.status ? { status: each.status } : {}}
                resetScroll={false}
                className={row.link}
                // The address may name an order that is open besides.
                aria-current={each.status === status ? 'page' : undefined}
                data-active={each.status === status || undefined}
              >
                {each.label} <Ltr>{writtenNumber(language, each.orders)}</Ltr>
              </Link>
            ))}
          </nav>
        )}
        <div aria-busy={query.isFetching} className={query.isPlaceholderData ? classes.stale : undefined}>
          {orders && orders.length > 0 && <Orders customerId={id} orders={orders} status={status} />}
          {orders?.length === 0 && status !== undefined && (
            <p className={classes.none}>{t('order.noneOfStatus')}</p>
          )}
        </div>
        {query.hasNextPage && !query.isPlaceholderData && (
          <Button
            variant="default"
            size="compact-md"
            className={classes.more}
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('order.more')}
          </Button>
        )}
      </Section>
      {first && all > 0 && <Spending totals={first.totals} byMonth={first.byMonth} />}
      <Suspense>
        {order !== undefined && (
          <OrderDialog
            customerId={id}
            orderId={order}
            known={orders?.find(({ id }) => id === order)}
            onClose={() =>
              void router.navigate({
                to: path,
                params: { id },
                search: status ? { status } : {},
                replace: true,
                resetScroll: false,
              })
            }
          />
        )}
      </Suspense>
    </div>
  );
};
