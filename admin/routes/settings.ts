import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { dashboardRoute } from './dashboard.ts';

export const settingsRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/settings',
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
});
