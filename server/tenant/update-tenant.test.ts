import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const path = '/api/v1/tenant';
const changed = {
  name: 'Al Noor Cleaners',
  name2: 'مغسلة النور',
  country: 'AE',
  language: 'en',
  currency: 'AED',
  timeZone: 'Asia/Dubai',
  customerNumberPrefix: 'NOOR',
  position: { latitude: 0, longitude: -0.00000001 },
};

describe('the business', () => {
  test('is changed by its admins, only where they say so, and everybody in it sees that at once', async () => {
    const tenant = await api.tenant();
    const { body: before } = await tenant.viewer(path);
    expect(before).toMatchObject({ id: tenant.id, country: 'OM', position: null });
    const one = await tenant.admin(path, { method: 'PATCH', body: { position: changed.position } });
    expect(one.body).toEqual({ ...before, position: changed.position });
    const all = await tenant.admin(path, { method: 'PATCH', body: changed });
    expect(all.body).toEqual({ id: tenant.id, ...changed });
    expect((await tenant.viewer(path)).body).toEqual(all.body);
    expect((await tenant.viewer('/api/v1/session')).body.tenant).toEqual(all.body);
    const cleared = await tenant.owner(path, { method: 'PATCH', body: { name2: null, position: null } });
    expect(cleared.body).toEqual({ ...all.body, name2: null, position: null });
    expect((await tenant.owner(path, { method: 'PATCH', body: {} })).body).toEqual(cleared.body);
  });

  test('numbers customers by the new prefix from then on, and reads phones as of the new country', async () => {
    const tenant = await api.tenant();
    const add = async (body: object) =>
      (await tenant.staff('/api/v1/customers', { method: 'POST', body })).body;
    expect((await add({ type: 'guest' })).customerNumber).toBe('CUST-00001');
    await tenant.admin(path, { method: 'PATCH', body: { customerNumberPrefix: 'NOOR', country: 'AE' } });
    expect(
      await add({ type: 'stub', name: 'Sara', phone: '0501234567', addresses: [{ city: 'Dubai' }] }),
    ).toMatchObject({
      customerNumber: 'NOOR-00002',
      phone: '+971501234567',
      addresses: [{ country: 'AE' }],
    });
  });

  test('is never served as it was by the process that changed it, however many read meanwhile', async () => {
    const tenant = await api.tenant();
    for (let n = 0; n < 20; n += 1) {
      const name = `Name ${n}`;
      const reading = Array.from({ length: 10 }, () => tenant.viewer(path));
      await tenant.admin(path, { method: 'PATCH', body: { name } });
      expect((await tenant.viewer(path)).body.name).toBe(name);
      await Promise.all(reading);
      expect((await tenant.viewer(path)).body.name).toBe(name);
    }
  });

  test('keeps its currency once there is an order, whoever changes it', async () => {
    const tenant = await api.tenant();
    const { body } = await tenant.staff('/api/v1/customers', { method: 'POST', body: { type: 'guest' } });
    const order = { customerId: body.id, total: '4.5', status: 'cancelled' };
    expect((await tenant.staff('/api/v1/orders', { method: 'POST', body: order })).status).toBe(201);
    const refused = await tenant.owner(path, { method: 'PATCH', body: { name: 'Other', currency: 'EUR' } });
    expect([refused.status, refused.body.code]).toEqual([409, 'currency_in_use']);
    expect((await tenant.viewer(path)).body).toMatchObject({ name: 'Al Noor Laundry', currency: 'OMR' });
    expect(
      (await tenant.owner(path, { method: 'PATCH', body: { name: 'Other', currency: 'OMR' } })).status,
    ).toBe(200);
  });

  test.each([
    ['/id', { id: crypto.randomUUID() }, 'read_only'],
    ['/slug', { slug: 'x' }, 'unknown_field'],
    ['/name', { name: ' ' }, 'too_short'],
    ['/name', { name: null }, 'invalid_type'],
    ['/country', { country: 'XX' }, 'invalid_value'],
    ['/currency', { currency: 'XXY' }, 'invalid_value'],
    ['/timeZone', { timeZone: 'Muscat' }, 'invalid_value'],
    ['/language', { language: 'fr' }, 'invalid_value'],
    ['/customerNumberPrefix', { customerNumberPrefix: 'cust' }, 'invalid_value'],
    ['/position/longitude', { position: { latitude: 1 } }, 'required'],
    ['/position/latitude', { position: { latitude: 91, longitude: 0 } }, 'too_large'],
  ])('takes no wrong %s: %j', async (pointer, body, code) => {
    const tenant = await shared();
    const { status, body: problem } = await tenant.owner(path, { method: 'PATCH', body });
    expect([status, problem.errors]).toEqual([400, [expect.objectContaining({ pointer, code })]]);
  });

  test('of another tenant is out of reach, in the database as well', async () => {
    const [here, there] = [await api.tenant(), await api.tenant({ name: 'There' })];
    const inTenant = (text: ReturnType<typeof sql>) =>
      api.database
        .each({
          role: 'regulars_tenant',
          tenantId: here.id,
          actorId: 'a',
          actorName: '',
          requestId: 'a request',
        })
        .execute(text);
    expect(
      await inTenant(sql`update org_tenants_mst set name = 'mine' where id = ${there.id} returning id`),
    ).toEqual([]);
    expect(await inTenant(sql`update org_tenants_mst set name = 'mine' returning id`)).toEqual([
      { id: here.id },
    ]);
    for (const statement of [
      sql`update org_tenants_mst set slug = 'mine'`,
      sql`update org_tenants_mst set id = ${there.id}`,
      sql`update org_tenants_mst set created_at = now()`,
      sql`delete from org_tenants_mst`,
    ]) {
      await expect(inTenant(statement)).rejects.toMatchObject({ code: '42501' });
    }
    expect((await there.viewer(path)).body.name).toBe('There');
  });
});

let one: ReturnType<typeof api.tenant> | undefined;
const shared = () => (one ??= api.tenant());
