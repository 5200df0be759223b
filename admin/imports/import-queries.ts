import type { CustomerImport, ImportRowQuery } from '@regulars/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { regulars } from '../session/regulars.ts';

const importsKey = ['imports'] as const;
export const rowsKey = (id: string) => [...importsKey, 'rows', id] as const;

/** Does the server go on with it by itself? */
export const isAtWork = ({ state }: Pick<CustomerImport, 'state'>) =>
  state === 'checking' || state === 'importing' || state === 'rolling_back';

/** How often the server is asked where it cannot tell by itself. */
export const askEvery = 1_000;

export const importsQuery = infiniteQueryOptions({
  queryKey: [...importsKey, 'list'],
  queryFn: ({ signal, pageParam }) =>
    regulars.imports.list({ limit: 10, ...(pageParam !== undefined && { cursor: pageParam }) }, { signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ page }) => page.nextCursor ?? undefined,
  refetchInterval: ({ state: { data } }) =>
    data?.pages.some((page) => page.data.some(isAtWork)) ? 3 * askEvery : false,
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: [...importsKey, 'one', id],
    queryFn: ({ signal }) => regulars.imports.get(id, { signal }),
  });

export type RowFilter = Pick<ImportRowQuery, 'outcome' | 'result' | 'rollback'>;

export const rowsQuery = (id: string, filter: RowFilter) =>
  infiniteQueryOptions({
    queryKey: [...rowsKey(id), filter],
    queryFn: ({ signal, pageParam }) =>
      regulars.imports.rows(
        id,
        { ...filter, limit: 50, ...(pageParam !== undefined && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ page }) => page.nextCursor ?? undefined,
  });
