import './ui/mantine-styles.ts';
import './ui/global.css';
import './shell/coming.css';
import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { draftsBelongTo } from './drafts/drafts.ts';
import { reportErrorsTo, reportShown } from './errors/report-errors.ts';
import { routerOf } from './routes/router.ts';
import { needsSignIn, sessionQuery } from './session/session-query.ts';
import { App } from './shell/app.tsx';
import { keepFocus } from './ui/keep-focus.ts';

/** A session that ended while somebody was at work: sign in, and back to the same place. */
const toSignIn = () => {
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
  void router.navigate({
    to: '/sign-in',
    search: { from: router.state.location.href },
    replace: true,
    ignoreBlocker: true,
  });
};

// At once, and not in the next task: what says that an answer is there is never seen before what the answer changes.
notifyManager.setScheduler(queueMicrotask);
const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      // The very first question is the dashboard route's own, which redirects by itself.
      const first = query.queryKey[0] === sessionQuery.queryKey[0] && query.state.data === undefined;
      if (needsSignIn(error) && !first) toSignIn();
    },
  }),
  mutationCache: new MutationCache({
    onError: (error) => {
      if (needsSignIn(error)) toSignIn();
    },
  }),
  defaultOptions: {
    // The SDK has tried again already, and knows better when that is safe.
    queries: { retry: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});
// However the session came to be known: asked for, or with the sign-in.
queryClient.getQueryCache().subscribe(() => {
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  if (!session) return;
  reportErrorsTo(session.sentryDsn);
  draftsBelongTo(session);
});
const router = routerOf(queryClient);

// The page's own code comes while the server is still asked who is here, not after.
for (const { routeId } of router.matchRoutes(router.latestLocation)) {
  const route = Object.values(router.routesById).find(({ id }) => id === routeId);
  if (route) void router.loadRouteChunk(route);
}

document.addEventListener('focusin', keepFocus);
// Drawn once, with what was asked for early, and not first without it. Not awaited: pages import from this file's chunk.
void router.load().finally(() => {
  // The one that was there until now would go before those of the pages.
  document.querySelector('title')?.remove();
  createRoot(document.getElementById('root')!, { onCaughtError: reportShown }).render(
    <StrictMode>
      <App queryClient={queryClient} router={router} />
    </StrictMode>,
  );
});
