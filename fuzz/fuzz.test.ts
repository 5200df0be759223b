import { expect, test } from 'vitest';
import { document } from './document.ts';
import { fuzzABusiness } from './fuzz-a-business.ts';

test('whatever is sent to whichever operation is answered as documented, and nothing wrong is accepted', async () => {
  const { findings, statuses } = await fuzzABusiness({ seed: 20261128, each: 30 });
  expect(findings).toEqual([]);
  // Where nothing ever came through, nothing but refusals was tried.
  const reached = [...statuses].filter(([, counted]) => [...counted.keys()].some((status) => status < 300));
  const operations = Object.values(document.paths).flatMap((item) => Object.keys(item)).length;
  expect(statuses.size).toBe(operations);
  expect(reached.length).toBeGreaterThan(operations * 0.6);
}, 300_000);
