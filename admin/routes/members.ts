import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../connection/lazy-page.ts';
import { dashboardRoute } from './dashboard.ts';

export const membersRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/members',
  component: lazyPage(() => import('../members/members-page.tsx'), 'MembersPage'),
});
