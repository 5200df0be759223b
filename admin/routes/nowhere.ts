import { createRoute } from '@tanstack/react-router';
import { NotFoundInDashboard } from '../shell/not-found-page.tsx';
import { dashboardRoute } from './dashboard.ts';

/** Whatever else stands below /dashboard. */
export const nowhereRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/$',
  component: NotFoundInDashboard,
});
