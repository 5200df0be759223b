import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { dashboardRoute } from './dashboard.ts';

export const counterRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/counter',
  component: lazyRouteComponent(() => import('../counter/counter-page.tsx'), 'CounterPage'),
});
