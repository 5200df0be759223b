import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { customerQuery, historyQuery } from '../customers/customer-query.ts';
import { dashboardRoute } from './dashboard.ts';

/** The frame of one customer: who it is, and a tab with an address of its own for each side of them. */
const customerRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/customers/$id',
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(customerQuery(params.id));
  },
  component: lazyRouteComponent(() => import('../customers/customer-page.tsx'), 'CustomerPage'),
});

/** Shown by the frame itself, which keeps what was typed while another tab is looked at. */
const profileRoute = createRoute({ getParentRoute: () => customerRoute, path: '/' });

const addressesRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: '/addresses',
  component: lazyRouteComponent(() => import('../addresses/addresses-tab.tsx'), 'AddressesTab'),
});

const duplicatesRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: '/duplicates',
  component: lazyRouteComponent(() => import('../duplicates/duplicates-tab.tsx'), 'DuplicatesTab'),
});

const historyRoute = createRoute({
  getParentRoute: () => customerRoute,
  path: '/history',
  loader: ({ context, params }) => {
    void context.queryClient.prefetchInfiniteQuery(historyQuery(params.id));
  },
  component: lazyRouteComponent(() => import('../customers/customer-history.tsx'), 'CustomerHistory'),
});

export const customerRoutes = customerRoute.addChildren([
  profileRoute,
  addressesRoute,
  duplicatesRoute,
  historyRoute,
]);
