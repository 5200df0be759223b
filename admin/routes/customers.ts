import { createRoute } from '@tanstack/react-router';
import { CustomersPage } from '../customers/customers-page.tsx';
import { customersQuery, dailyStatisticsQuery, statisticsQuery } from '../customers/customers-query.ts';
import { type ListState, plainState } from '../customers/list-state.ts';
import { viewsQuery } from '../views/views-query.ts';
import { dashboardRoute } from './dashboard.ts';
import { onlyKnown } from './only-known.ts';

/** Milliseconds for which it is better to show nothing new than the frame without its rows. */
const moment = 50;

export const customersRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/customers',
  // As it is written in the address, or as a page hands it on.
  validateSearch: onlyKnown<ListState>(plainState),
  loaderDeps: ({ search }) => search,
  // Not awaited: the page shows its frame and what it had while the rows come. But where it comes itself, they were
  // asked for early and are a moment away, and to draw it once takes half as long as to draw it twice.
  loader: async ({ context, deps, cause }) => {
    const rows = context.queryClient.prefetchQuery(customersQuery(deps));
    void context.queryClient.prefetchQuery(statisticsQuery);
    void context.queryClient.prefetchQuery(dailyStatisticsQuery);
    void context.queryClient.prefetchQuery(viewsQuery);
    if (cause === 'enter') await Promise.race([rows, new Promise((go) => setTimeout(go, moment))]);
  },
  component: CustomersPage,
});
