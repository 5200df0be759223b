import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../connection/lazy-page.ts';
import { dashboardRoute } from './dashboard.ts';

export const settingsRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/settings',
  component: lazyPage(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
});
