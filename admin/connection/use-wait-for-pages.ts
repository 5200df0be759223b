import { useBlocker, useRouter } from '@tanstack/react-router';
import { useRef, useSyncExternalStore } from 'react';
import { connection, untilFound } from './connection.ts';

/** A component whose code has not come yet; the router forgets `preload` once it has. */
interface Coming {
  preload?: () => Promise<void>;
}

/**
 * Whoever goes to a page whose code has not come yet, while the connection is lost, stays until it is back: the router
 * itself would load the whole document anew, and whatever is not saved would be gone with this one.
 */
export const useWaitForPages = () => {
  const router = useRouter();
  const isLost = useSyncExternalStore(connection.subscribe, connection.isLost);
  const steps = useRef(0);
  useBlocker({
    disabled: !isLost,
    enableBeforeUnload: false,
    shouldBlockFn: async ({ next }) => {
      steps.current += 1;
      const step = steps.current;
      const [routes] = router.getMatchedRoutes(next.pathname);
      const components = routes.map(({ options }) => options.component as Coming | undefined);
      const areComing = () => components.some((component) => component?.preload);
      // Asked again until it has come; what does not come although the server is there is the router's matter.
      while (areComing()) {
        await untilFound();
        await Promise.all(components.map((component) => component?.preload?.()));
        if (!connection.isLost()) break;
      }
      // Another way has been taken meanwhile.
      return step !== steps.current;
    },
  });
};
