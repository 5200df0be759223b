import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { customerQuery } from '../customers/customer-query.ts';
import { dashboardRoute } from './dashboard.ts';

export const customerRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/customers/$id',
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(customerQuery(params.id));
  },
  component: lazyRouteComponent(() => import('../customers/customer-page.tsx'), 'CustomerPage'),
});
