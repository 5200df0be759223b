import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { regulars } from '../session/regulars.ts';
import { customersKey } from './customers-query.ts';

/** Milliseconds of rest after which what is typed is searched: a few hits cost less than a page of the list. */
const pause = 150;

const hitsQuery = (search: string, limit: number) =>
  queryOptions({
    queryKey: [...customersKey, 'hits', search, limit],
    queryFn: ({ signal }) => regulars.customers.list({ search, limit }, { signal }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });

/** The first active customers that a search finds while it is typed, the best first. */
export const useHits = (text: string, limit: number) => {
  const wanted = text.trim();
  const [rested] = useDebouncedValue(wanted, pause);
  const { data, error, isPlaceholderData, refetch } = useQuery(hitsQuery(rested, limit));
  return {
    hits: wanted === '' || error ? [] : (data?.data ?? []),
    total: data?.page.total ?? 0,
    /** Whether this is the answer, or that there is none, to what is typed now. */
    settled:
      wanted === '' || (wanted === rested && (error !== null || (data !== undefined && !isPlaceholderData))),
    error: wanted === '' ? null : error,
    retry: () => void refetch(),
  };
};
