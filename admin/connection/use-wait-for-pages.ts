import { useBlocker, useRouter, useRouterState } from '@tanstack/react-router';
import { useRef, useState, useSyncExternalStore } from 'react';
import { connection } from './connection.ts';

/** A component whose code has not come yet; the router forgets `preload` once it has. */
interface Coming {
  preload?: () => Promise<void>;
}

/**
 * Whoever goes to a page whose code has not come yet, while the connection is lost, stays until it is back.
 *
 * @returns stays for good; null where no page is waited for
 */
export const useWaitForPages = (): (() => void) | null => {
  const router = useRouter();
  const isLost = useSyncExternalStore(connection.subscribe, connection.isLost);
  /** Of the way that was taken last. */
  const step = useRef<AbortController>(null);
  const [cancel, setCancel] = useState<(() => void) | null>(null);
  useBlocker({
    disabled: !isLost,
    enableBeforeUnload: false,
    shouldBlockFn: async ({ next }) => {
      step.current?.abort();
      const current = new AbortController();
      const { signal } = current;
      step.current = current;
      setCancel(null);
      const [routes] = router.getMatchedRoutes(next.pathname);
      const coming = routes.flatMap(
        ({ options }) => (options.component as Coming | undefined)?.preload ?? [],
      );
      if (coming.length === 0) return false;
      setCancel(() => () => current.abort());
      await Promise.race([
        Promise.all(coming.map((load) => load())),
        new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
      ]);
      // Else another way has been taken meanwhile, whose matter it is.
      if (step.current === current) setCancel(null);
      return signal.aborted;
    },
  });

  // That the connection is lost may be found out on the way.
  const isUnderWay = useRouterState({ select: ({ status }) => status === 'pending' });
  if (cancel) return cancel;
  if (!isLost || !isUnderWay) return null;
  return () => {
    const { resolvedLocation } = router.state;
    // Nothing is left by it, so nobody is asked.
    if (resolvedLocation) router.history.replace(resolvedLocation.href, undefined, { ignoreBlocker: true });
  };
};
