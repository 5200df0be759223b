import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../connection/lazy-page.ts';
import { dashboardRoute } from './dashboard.ts';
import { onlyKnown } from './only-known.ts';

interface MergeSearch {
  source?: string;
  target?: string;
  /** Where one came from, and goes back to. */
  from?: 'duplicates';
}

const id = (value: unknown) =>
  typeof value === 'string' && /^[0-9a-f-]{36}$/i.test(value) ? value : undefined;

export const mergeRoute = createRoute({
  getParentRoute: () => dashboardRoute,
  path: '/dashboard/customers/merge',
  validateSearch: onlyKnown<MergeSearch>((search) => {
    const source = id(search.source);
    const target = id(search.target);
    return {
      ...(source && { source }),
      ...(target && { target }),
      ...(search.from === 'duplicates' && { from: 'duplicates' }),
    };
  }),
  component: lazyPage(() => import('../merges/merge-page.tsx'), 'MergePage'),
});
