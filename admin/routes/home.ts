import { createRoute, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../session/session-query.ts';
import { dashboardRoute } from './dashboard.ts';
import { rootRoute } from './root.ts';

export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/dashboard', replace: true });
  },
});

/** Staff have a queue in front of them; everybody else looks at the customers. */
export const dashboardHomeRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/',
  beforeLoad: async ({ context }) => {
    const { role } = await context.queryClient.ensureQueryData(sessionQuery);
    throw redirect({ to: role === 'staff' ? '/dashboard/counter' : '/dashboard/customers', replace: true });
  },
});
