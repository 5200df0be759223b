import type { CustomerList } from '@regulars/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useMay } from '../session/use-may.ts';
import { customersQuery } from './customers-query.ts';
import { type ListState, plainState } from './list-state.ts';
import { useQuickCreate } from './quick-create.tsx';
import { prefillOf } from './typed.ts';

/** From the search box to the rows, or past them. `list`: what the list answers; undefined until it does. */
export const useRowsByKeyboard = (state: ListState, list: CustomerList | undefined) => {
  const router = useRouter();
  const queryClient = useQueryClient();
  const may = useMay();
  const quickCreate = useQuickCreate();

  const rows = useRef<HTMLDivElement>(null);
  const focusFirst = useCallback(() => rows.current?.querySelector<HTMLElement>('[data-row]')?.focus(), []);

  // A new page of rows begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cursor is what says that the page is new
  useEffect(() => {
    rows.current?.scrollTo({ top: 0 });
  }, [state.cursor]);

  // Which search the focus waits for, to go to the first row of its answer.
  const [rowsOf, setRowsOf] = useState<string | null>(null);
  useEffect(() => {
    if (rowsOf === null || !list || rowsOf !== state.search) return;
    focusFirst();
    setRowsOf(null);
  }, [rowsOf, list, state.search, focusFirst]);

  /** Fetches the answer to `search`; what it resolves to opens who is found, or adds who is not. */
  const firstHit = async (search: string) => {
    const found = await queryClient.fetchQuery(
      customersQuery(
        plainState({ ...state, search: search || undefined, cursor: undefined, page: undefined }),
      ),
    );
    return () => {
      const [first] = found.data;
      // Only similar to what was typed: who it is, somebody has to see first.
      if (first?.match === 'similar') setRowsOf(search);
      else if (first) void router.navigate({ to: '/dashboard/customers/$id', params: { id: first.id } });
      else if (may('createCustomer') && state.type === undefined) quickCreate(prefillOf(search));
    };
  };

  return { rows, focusFirst, firstHit };
};
