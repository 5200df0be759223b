import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { accountRoute } from './account.ts';
import { counterRoute } from './counter.ts';
import { customerRoutes } from './customer.ts';
import { customersRoute } from './customers.ts';
import { dashboardRoute } from './dashboard.ts';
import { duplicatesRoute } from './duplicates.ts';
import { forgottenRoute } from './forgotten.ts';
import { dashboardHomeRoute, homeRoute } from './home.ts';
import { importRoutes } from './import.ts';
import { joinRoute } from './join.ts';
import { membersRoute } from './members.ts';
import { mergeRoute } from './merge.ts';
import { nowhereRoute } from './nowhere.ts';
import { recoverRoute } from './recover.ts';
import { rootRoute } from './root.ts';
import { settingsRoute } from './settings.ts';
import { setupRoute } from './setup.ts';
import { signInRoute } from './sign-in.ts';

const routeTree = rootRoute.addChildren([
  homeRoute,
  signInRoute,
  setupRoute,
  joinRoute,
  recoverRoute,
  forgottenRoute,
  dashboardRoute.addChildren([
    dashboardHomeRoute,
    counterRoute,
    customersRoute,
    customerRoutes,
    duplicatesRoute,
    mergeRoute,
    ...importRoutes,
    settingsRoute,
    membersRoute,
    accountRoute,
    nowhereRoute,
  ]),
]);

export const routerOf = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    // Freshness is TanStack Query's business.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    // Plain text in the address: the router's own way would quote a phone that looks like a number.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const written = Object.entries(search).filter(([, value]) => value !== undefined);
      const text = new URLSearchParams(written.map(([name, value]) => [name, String(value)])).toString();
      return text && `?${text}`;
    },
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof routerOf>;
  }
  interface HistoryState {
    focusSearch?: boolean;
    /** The id of a customer who was merged, by whose link one came. */
    mergedFrom?: string;
  }
}
