import { useDocumentVisibility } from '@mantine/hooks';
import type { Change } from '@regulars/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { regulars } from '../session/regulars.ts';
import { needsSignIn, sessionQuery, useSession } from '../session/session-query.ts';
import { refreshChanged } from './refresh-changed.ts';

/** In a busy business not oftener than this. */
const refreshMs = 1_000;

/**
 * Keeps the page as it is by now, whoever changes it. Only while it is in view: a window that comes back goes on from
 * where it was, and the few connections that a browser has to one server are left to those who look.
 */
export const useChanges = () => {
  const queryClient = useQueryClient();
  const { tenant } = useSession();
  const isInView = useDocumentVisibility() !== 'hidden';
  const position = useRef<{ tenantId: string; since: string } | null>(null);

  useEffect(() => {
    if (!isInView) return;
    const leave = new AbortController();
    let told: Change[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    const refresh = () => {
      last = Date.now();
      timer = undefined;
      void refreshChanged(queryClient, told);
      told = [];
    };
    const listen = async () => {
      const since = position.current?.tenantId === tenant.id ? position.current.since : undefined;
      const changes = regulars.changes.watch({
        signal: leave.signal,
        since,
        onPosition: (reached) => {
          position.current = { tenantId: tenant.id, since: reached };
        },
      });
      for await (const change of changes) {
        told.push(change);
        timer ??= setTimeout(refresh, Math.max(50, last + refreshMs - Date.now()));
      }
    };
    listen().catch((error) => {
      // Asked who is here, it leads to sign in.
      if (needsSignIn(error)) void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    });
    return () => {
      leave.abort();
      // What was told is not told again.
      if (timer !== undefined) refresh();
      clearTimeout(timer);
    };
  }, [isInView, tenant.id, queryClient]);
};
