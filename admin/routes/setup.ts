import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.ts';

export const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  validateSearch: ({ token }): { token?: string } => (typeof token === 'string' ? { token } : {}),
  component: lazyRouteComponent(() => import('../setup/setup-page.tsx'), 'SetupPage'),
});
