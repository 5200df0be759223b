import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverIn } from '../tenancy/actor.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { tenancyOf } from '../testing/match-duplicates.ts';
import { testApi } from '../testing/test-api.ts';
import { keyset } from './keyset.ts';

const api = testApi();
afterAll(api.close);
let tenant: Tenant;
beforeAll(async () => {
  tenant = tenancyOf(api.database).asTenant(serverIn((await api.tenant()).id), 'keyset');
});

const rows = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
const of = (count: number) => sql`select from generate_series(1, ${count}::int)`;
const idOf = ({ id }: { id: string }) => [id];

test('the next page begins where this one ended, and behind the last there is none', async () => {
  const first = keyset(tenant, 'letters', { limit: 2 });
  const { shown, page } = await first.pageOf(rows.slice(0, first.take), idOf, of(3));
  expect([first.after, shown, page.total]).toEqual([[], rows.slice(0, 2), 3]);
  const second = keyset(tenant, 'letters', { limit: 2, cursor: page.nextCursor! });
  expect(second.after).toEqual(['b']);
  const last = await second.pageOf(rows.slice(2), idOf, of(3));
  expect([last.shown, last.page]).toEqual([
    [{ id: 'c' }],
    { nextCursor: null, total: 3, totalIsExact: true },
  ]);
});

test('a cursor of another list is refused', async () => {
  const { page } = await keyset(tenant, 'letters', { limit: 1 }).pageOf(rows, idOf, 3);
  expect(() => keyset(tenant, 'numbers', { limit: 1, cursor: page.nextCursor! })).toThrow(
    expect.objectContaining({ code: 'invalid_cursor' }),
  );
});

test.each([
  [2000, { total: 2000, totalIsExact: true }],
  [2001, { total: 2000, totalIsExact: false }],
])('of %i rows no more is said than was counted', async (count, told) => {
  const { page } = await keyset(tenant, 'letters', { limit: 2 }).pageOf(rows, idOf, of(count));
  expect(page).toMatchObject(told);
});

test('a first page that holds all of them is counted by itself', async () => {
  const neverAsked = sql`select from nowhere`;
  const { page } = await keyset(tenant, 'letters', { limit: 3 }).pageOf(rows, idOf, neverAsked);
  expect(page).toEqual({ nextCursor: null, total: 3, totalIsExact: true });
});
