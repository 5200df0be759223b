import { createRoute } from '@tanstack/react-router';
import { CustomersPage } from '../customers/customers-page.tsx';
import { customersQuery, dailyStatisticsQuery, statisticsQuery } from '../customers/customers-query.ts';
import { listStateOf } from '../customers/list-state.ts';
import { viewsQuery } from '../views/views-query.ts';
import { dashboardRoute } from './dashboard.ts';

export const customersRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/customers',
  validateSearch: listStateOf,
  loaderDeps: ({ search }) => search,
  // Started, not awaited: the page shows its frame and what it had while the rows come.
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(customersQuery(deps));
    void context.queryClient.prefetchQuery(statisticsQuery);
    void context.queryClient.prefetchQuery(dailyStatisticsQuery);
    void context.queryClient.prefetchQuery(viewsQuery);
  },
  component: CustomersPage,
});
