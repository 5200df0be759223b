import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});
const add = async (body: object = { type: 'guest' }) =>
  (await here.staff(customers, { method: 'POST', body })).body;
const deactivate = (id: string) => here.admin(`${customers}/${id}`, { method: 'DELETE' });
const restore = (id: string) => here.admin(`${customers}/${id}/restore`, { method: 'POST' });
const versions = async (id: string) => (await here.viewer(`${customers}/${id}/history`)).body.page.total;

describe('deactivating', () => {
  test('takes a customer out of the active ones and deletes nothing', async () => {
    const before = await add({ type: 'stub', name: 'Sara', phone: '90770010' });
    const { status, body, headers } = await deactivate(before.id);
    expect(status).toBe(200);
    expect(body).toEqual({ ...before, isActive: false, version: 2, updatedAt: expect.any(String) });
    expect(headers.get('etag')).toBe('"2"');
    const found = async (query: string) =>
      (await here.viewer(`${customers}?search=90770010${query}`)).body.page.total;
    expect([await found(''), await found('&status=inactive'), await found('&status=all')]).toEqual([0, 1, 1]);
    expect((await here.viewer(`${customers}/${before.id}`)).body).toEqual(body);
  });

  test('once more, or twenty times at once, changes nothing', async () => {
    const { id } = await add();
    const answers = await Promise.all(Array.from({ length: 20 }, () => deactivate(id)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.version}`))).toEqual(
      new Set(['200 2']),
    );
    expect(await versions(id)).toBe(2);
  });

  test('and restoring leave everything else as it was', async () => {
    const before = await add({ type: 'stub', name: 'Mona', phone: '90770011', tags: ['vip'] });
    await deactivate(before.id);
    const { status, body } = await restore(before.id);
    expect(status).toBe(200);
    expect(body).toEqual({ ...before, version: 3, updatedAt: expect.any(String) });
  });
});

describe('restoring', () => {
  test('an active customer changes nothing', async () => {
    const { id } = await add();
    expect((await restore(id)).body.version).toBe(1);
    expect(await versions(id)).toBe(1);
  });

  test('two who had one phone at once brings one back', async () => {
    const phone = '90770012';
    const first = await add({ type: 'stub', name: 'First', phone });
    await deactivate(first.id);
    const second = await add({ type: 'stub', name: 'Second', phone });
    await deactivate(second.id);
    const answers = await Promise.all([restore(first.id), restore(second.id)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const won = answers.find(({ status }) => status === 200)!;
    const lost = answers.find(({ status }) => status === 409)!;
    expect([lost.body.code, lost.body.customerId]).toEqual(['phone_taken', won.body.id]);
  });
});

test.each(['DELETE', 'POST'])('%s of a customer that does not exist is not found', async (method) => {
  const address = `${customers}/${crypto.randomUUID()}${method === 'POST' ? '/restore' : ''}`;
  expect((await here.admin(address, { method })).status).toBe(404);
});
