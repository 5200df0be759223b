import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { dashboardRoute } from './dashboard.ts';

export const accountRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/account',
  component: lazyRouteComponent(() => import('../account/account-page.tsx'), 'AccountPage'),
});
