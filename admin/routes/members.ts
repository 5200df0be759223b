import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { dashboardRoute } from './dashboard.ts';

export const membersRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/members',
  component: lazyRouteComponent(() => import('../members/members-page.tsx'), 'MembersPage'),
});
