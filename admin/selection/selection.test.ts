import type { CustomerListItem } from '@regulars/sdk';
import { expect, test } from 'vitest';
import { mostSelected, through, withThese } from './selection.ts';

const page = Array.from({ length: mostSelected + 5 }, (_, at) => ({ id: `${at}` }) as CustomerListItem);
const ids = (customers: Iterable<{ id: string }>) => [...customers].map(({ id }) => id);

test('a range goes from the one touched last to this one, either way', () => {
  expect(ids(through(page, '2', page[4]!))).toEqual(['2', '3', '4']);
  expect(ids(through(page, '4', page[2]!))).toEqual(['2', '3', '4']);
  expect(ids(through(page, '3', page[3]!))).toEqual(['3']);
});

test('where the one touched last is not on the page, this one stands alone', () => {
  expect(ids(through(page, null, page[3]!))).toEqual(['3']);
  expect(ids(through(page, 'of another page', page[3]!))).toEqual(['3']);
});

test('those of other pages stay selected, and those taken away are no longer', () => {
  const first = withThese(new Map(), page.slice(0, 2), true);
  const both = withThese(first, page.slice(10, 12), true);
  expect(ids(both.values())).toEqual(['0', '1', '10', '11']);
  expect(ids(withThese(both, page.slice(1, 11), false).values())).toEqual(['0', '11']);
});

test('never more than fit', () => {
  const full = withThese(new Map(), page, true);
  expect(full.size).toBe(mostSelected);
  expect(withThese(full, [page[0]!], true).size).toBe(mostSelected);
  expect(full.has(page.at(-1)!.id)).toBe(false);
});
