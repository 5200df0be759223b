import { createRoute, redirect } from '@tanstack/react-router';
import { rootRoute } from './root.ts';

const toCustomers = () => {
  throw redirect({ to: '/dashboard/customers', replace: true });
};

export const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', beforeLoad: toCustomers });

export const dashboardHomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/dashboard',
  beforeLoad: toCustomers,
});
