import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../connection/lazy-page.ts';
import { importQuery, importsQuery } from '../imports/import-queries.ts';
import { dashboardRoute } from './dashboard.ts';
import { onlyKnown } from './only-known.ts';

interface ImportSearch {
  /** Left out: the columns. Only before it is committed. */
  step?: 'rows';
  /** Which rows: an outcome or a result. */
  show?: string;
}

/** The first step, and what was imported before. */
const startRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/customers/import',
  loader: ({ context }) => {
    void context.queryClient.prefetchInfiniteQuery(importsQuery);
  },
  component: lazyPage(() => import('../imports/import-start-page.tsx'), 'ImportStartPage'),
});

/** One import, at whichever step it is. */
const oneRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/customers/import/$importId',
  validateSearch: onlyKnown<ImportSearch>(({ step, show }) => ({
    ...(step === 'rows' && { step }),
    ...(typeof show === 'string' && { show }),
  })),
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(importQuery(params.importId));
  },
  component: lazyPage(() => import('../imports/import-page.tsx'), 'ImportPage'),
});

export const importRoutes = [startRoute, oneRoute];
