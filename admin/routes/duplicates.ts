import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../connection/lazy-page.ts';
import { type Inbox, inboxes, inboxQuery } from '../duplicates/duplicate-queries.ts';
import { dashboardRoute } from './dashboard.ts';
import { onlyKnown } from './only-known.ts';

const isInbox = (value: unknown): value is Inbox => inboxes.some((each) => each === value);

export const duplicatesRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/duplicates',
  validateSearch: onlyKnown<{ show?: Exclude<Inbox, 'all'> }>(({ show }) =>
    isInbox(show) && show !== 'all' ? { show } : {},
  ),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps: { show } }) => {
    void context.queryClient.prefetchInfiniteQuery(inboxQuery(show ?? 'all'));
  },
  component: lazyPage(() => import('../duplicates/duplicates-page.tsx'), 'DuplicatesPage'),
});
