import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../connection/lazy-page.ts';
import { rootRoute } from './root.ts';

export const forgottenRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgotten',
  component: lazyPage(() => import('../recover/forgotten-page.tsx'), 'ForgottenPage'),
});
