import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';

test('a business that waits for itself with all that it asks keeps no other from a connection', async () => {
  const [busy, other] = [await api.tenant(), await api.tenant()];
  const { id } = (await busy.staff(customers, { method: 'POST', body: { type: 'guest', name: 'Sara' } }))
    .body;
  const holding = new pg.Client(inject('ownerUrl'));
  await holding.connect();
  await holding.query('begin');
  await holding.query('select from org_customers_mst where id = $1 for update', [id]);
  const waiting = Array.from({ length: 40 }, (_, n) =>
    busy.staff(`${customers}/${id}`, { method: 'PATCH', body: { notes: `${n}` } }),
  );
  await expect.poll(() => api.database.connections().inUse).toBeGreaterThanOrEqual(6);

  const asked = await Promise.all([
    other.staff(customers, { method: 'POST', body: { type: 'guest', name: 'Omar' } }),
    other.staff(`${customers}?search=omar`),
  ]);
  expect(asked.map(({ status }) => status)).toEqual([201, 200]);

  await holding.query('rollback');
  await holding.end();
  const ends = new Set((await Promise.all(waiting)).map(({ status }) => status));
  expect([...ends].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect(ends).toContain(200);
  const after = await busy.staff(`${customers}/${id}`, { method: 'PATCH', body: { notes: 'after' } });
  expect(after.status).toBe(200);
});
