import { createRoute, redirect } from '@tanstack/react-router';
import { needsSignIn, sessionQuery } from '../session/session-query.ts';
import { Dashboard } from '../shell/dashboard.tsx';
import { rootRoute } from './root.ts';

/** Everything below asks who is signed in, and sends those who are not to sign in and back. */
export const dashboardRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (needsSignIn(error))
        throw redirect({ to: '/sign-in', search: { from: location.href }, replace: true });
      throw error;
    }
  },
  component: Dashboard,
});
