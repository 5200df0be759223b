import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../connection/lazy-page.ts';
import { rootRoute } from './root.ts';

export const recoverRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/recover',
  component: lazyPage(() => import('../recover/recover-page.tsx'), 'RecoverPage'),
});
