import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../connection/lazy-page.ts';
import { dashboardRoute } from './dashboard.ts';

export const accountRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/account',
  component: lazyPage(() => import('../account/account-page.tsx'), 'AccountPage'),
});
