import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../connection/lazy-page.ts';
import { dashboardRoute } from './dashboard.ts';

export const counterRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/counter',
  component: lazyPage(() => import('../counter/counter-page.tsx'), 'CounterPage'),
});
