import type { CustomerImport } from '@regulars/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { customersKey } from '../customers/customers-query.ts';
import { regulars } from '../session/regulars.ts';
import { askEvery, importQuery, isAtWork, rowsKey } from './import-queries.ts';

/**
 * An import as it is now: while it is at work the server tells of each step, and is asked where it does not (a proxy
 * may hold its events back). Whoever comes back to the page finds it as far as it has come.
 */
export const useImport = (id: string) => {
  const queryClient = useQueryClient();
  const [isTold, setTold] = useState(false);
  const asked = useQuery({
    ...importQuery(id),
    refetchInterval: ({ state: { data } }) => (data && isAtWork(data) && !isTold ? askEvery : false),
  });
  const atWork = asked.data !== undefined && isAtWork(asked.data);

  useEffect(() => {
    if (!atWork) return;
    const leave = new AbortController();
    const listen = async () => {
      for await (const now of regulars.imports.watch(id, { signal: leave.signal })) {
        if (leave.signal.aborted) return;
        setTold(true);
        queryClient.setQueryData(importQuery(id).queryKey, now);
      }
    };
    void listen()
      // The asking goes on instead.
      .catch(() => {})
      .finally(() => setTold(false));
    return () => leave.abort();
  }, [id, atWork, queryClient]);

  // What has come to an end has changed its rows, and perhaps customers.
  const state = asked.data?.state;
  const before = useRef<CustomerImport['state'] | undefined>(undefined);
  useEffect(() => {
    const ended = before.current !== undefined && state !== undefined && before.current !== state;
    const wrote = before.current === 'importing' || before.current === 'rolling_back';
    before.current = state;
    if (!ended) return;
    void queryClient.invalidateQueries({ queryKey: rowsKey(id) });
    if (wrote) void queryClient.invalidateQueries({ queryKey: customersKey });
  }, [id, state, queryClient]);

  return asked;
};
