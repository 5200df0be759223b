import type { OrderStatus } from '@regulars/sdk';
import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../connection/lazy-page.ts';
import { customerQuery, historyQuery } from '../customers/customer-query.ts';
import { type HistoryFilters, historyFiltersOf } from '../customers/history-filters.ts';
import { loyaltyQuery, loyaltySettingsQuery } from '../loyalty/loyalty-queries.ts';
import { customerOrdersQuery } from '../orders/order-queries.ts';
import { isOrderStatus } from '../orders/order-status.ts';
import { dashboardRoute } from './dashboard.ts';
import { onlyKnown } from './only-known.ts';

/** The frame of one customer: who it is, and a tab with an address of its own for each side of them. */
const customerRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/customers/$id',
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(customerQuery(params.id));
  },
  component: lazyPage(() => import('../customers/customer-page.tsx'), 'CustomerPage'),
});

/** Shown by the frame itself, which keeps what was typed while another tab is looked at. */
const profileRoute = createRoute({ getParentRoute: () => customerRoute, path: '/' });

const addressesRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: '/addresses',
  component: lazyPage(() => import('../addresses/addresses-tab.tsx'), 'AddressesTab'),
});

interface OrdersSearch {
  status?: OrderStatus | undefined;
  /** The id of the one that is open. */
  order?: string | undefined;
}

const ordersRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: '/orders',
  validateSearch: onlyKnown<OrdersSearch>(({ status, order }) => ({
    ...(isOrderStatus(status) && { status }),
    ...(typeof order === 'string' && /^[0-9a-f-]{36}$/i.test(order) && { order }),
  })),
  loaderDeps: ({ search: { status } }) => ({ status }),
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(customerOrdersQuery(params.id, deps.status));
  },
  component: lazyPage(() => import('../orders/orders-tab.tsx'), 'OrdersTab'),
});

const loyaltyRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: '/loyalty',
  loader: ({ context, params }) => {
    void context.queryClient.prefetchInfiniteQuery(loyaltyQuery(params.id));
    void context.queryClient.prefetchQuery(loyaltySettingsQuery);
  },
  component: lazyPage(() => import('../loyalty/loyalty-tab.tsx'), 'LoyaltyTab'),
});

const duplicatesRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: '/duplicates',
  component: lazyPage(() => import('../duplicates/duplicates-tab.tsx'), 'DuplicatesTab'),
});

const historyRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: '/history',
  validateSearch: onlyKnown<HistoryFilters>(historyFiltersOf),
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(historyQuery(params.id, deps));
  },
  component: lazyPage(() => import('../customers/customer-history.tsx'), 'CustomerHistory'),
});

export const customerRoutes = customerRoute.addChildren([
  profileRoute,
  addressesRoute,
  ordersRoute,
  loyaltyRoute,
  duplicatesRoute,
  historyRoute,
]);
