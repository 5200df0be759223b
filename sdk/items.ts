import type { Page } from './schema.ts';

/** For `for await`; leaving the loop stops the asking. */
export type Items<Item> = AsyncGenerator<Item, void, undefined>;

interface Place {
  limit?: number | undefined;
  cursor?: string | undefined;
}

const pageSize = 100;

/** Walks the cursors of a list from `start` to its end; the next page is asked for when the last item is taken. */
export async function* itemsOf<Item>(
  pageAt: (place: Place) => Promise<{ data: Item[]; page: Pick<Page, 'nextCursor'> }>,
  start: Place,
): Items<Item> {
  const limit = start.limit ?? pageSize;
  let cursor: string | undefined | null = start.cursor;
  do {
    const { data, page }: { data: Item[]; page: Pick<Page, 'nextCursor'> } = await pageAt({ limit, cursor });
    yield* data;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
