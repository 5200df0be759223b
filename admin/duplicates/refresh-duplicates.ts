import type { QueryClient } from '@tanstack/react-query';
import { duplicatesKey } from './duplicate-queries.ts';

/** The server compares within seconds of a change: asked now, and once more when it has. */
export const refreshDuplicates = (queryClient: QueryClient) => {
  const ask = () => queryClient.invalidateQueries({ queryKey: duplicatesKey });
  setTimeout(() => void ask(), 3_000);
  return ask();
};
