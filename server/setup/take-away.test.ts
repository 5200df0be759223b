import type pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { forgetWordsOf } from '../customers/forget-words.ts';
import { identityContext } from '../sessions/auth.ts';
import { asOwner } from '../testing/as-owner.ts';
import { newPhone } from '../testing/phone-codes.ts';
import { testApi } from '../testing/test-api.ts';
import { addOwner } from './create-business.ts';
import { eraseCustomer } from './erase-customer.ts';
import { removeBusiness } from './remove-business.ts';
import { connectTablesOwner } from './tables-owner.ts';

const api = testApi();
let owner: pg.Client;
beforeAll(async () => {
  owner = await connectTablesOwner({ ownerUrl: inject('ownerUrl') }, {});
});
afterAll(async () => {
  await owner.end();
  await api.close();
});

type Business = Awaited<ReturnType<typeof api.tenant>>;
const customers = '/api/v1/customers';
const say = async ({ owner: caller }: Business, path: string, body: object) => {
  const answer = await caller(path, { method: 'POST', body });
  expect([answer.status, answer.text]).toEqual([expect.toBeOneOf([200, 201]), expect.any(String)]);
  return answer.body;
};
const full = async (business: Business, phone: string, more: object) =>
  say(business, customers, {
    type: 'full',
    verificationToken: await api.provePhone(business.staff, phone),
    ...more,
  });

/** In which tables of a business, or of all of them, a text stands. */
const tablesWith = async (text: string, tenantId: string) => {
  const tables = await asOwner<{ name: string; own: boolean }>(
    `select relname as name, exists (
       select from pg_attribute where attrelid = pg_class.oid and attname = 'tenant_org_id' and not attisdropped
     ) as own
     from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname ~ '^(org|sys)_'`,
  );
  const found = await Promise.all(
    tables.map(async ({ name, own }) => {
      const rows = await asOwner(
        `select from ${name} told where told::text like $1 ${own ? 'and tenant_org_id = $2' : ''} limit 1`,
        [`%${text}%`, ...(own ? [tenantId] : [])],
      );
      return rows.length > 0 ? [name] : [];
    }),
  );
  return found.flat().sort();
};

test('who is erased stands nowhere, neither as who they were merged from; all others are as before', async () => {
  const here = await api.tenant();
  const elsewhere = await api.tenant();
  const [phone, second] = [newPhone(), newPhone()];
  const stays = await say(here, customers, { type: 'stub', name: 'Salim', phone: newPhone() });
  const gone = await full(here, phone, { name: 'Zubaydazz', email: 'zubaydazz@example.com' });
  const merged = await say(here, customers, { type: 'stub', name: 'Zubaydazz Twin', phone: second });
  await say(here, `${customers}/${gone.id}/addresses`, { street: 'Zubaydazz Street', country: 'OM' });
  for (const customerId of [gone.id, merged.id, stays.id]) {
    await say(here, '/api/v1/orders', { customerId, total: '5' });
  }
  await say(here, `${customers}/merge`, {
    sourceCustomerId: merged.id,
    targetCustomerId: gone.id,
    reason: 'Zubaydazz twice',
  });
  // The same person there: there they stay.
  const there = await full(elsewhere, phone, { name: 'Zubaydazz' });
  const sums = () => asOwner('select * from org_customer_counts where tenant_org_id = $1', [here.id]);
  expect(await tablesWith('ubaydazz', here.id)).toContain('org_customers_mst');

  // By the number of who is not there any more: it is one person.
  expect(await eraseCustomer(owner, here.id, merged.customerNumber)).toBe(2);

  // The words of names belong to the whole business, and go the night after nobody has them.
  await forgetWordsOf(api.database, here.id);
  for (const text of ['ubaydazz', phone, second]) {
    expect(await tablesWith(text, here.id)).toEqual(text === phone ? ['sys_customers_mst'] : []);
  }
  // What has changed is told for a quarter of an hour, by ids.
  for (const { id } of [gone, merged]) expect(await tablesWith(id, here.id)).toEqual(['org_changes']);
  const { body: left } = await here.viewer(`${customers}`);
  expect(left.data.map(({ id }: { id: string }) => id)).toEqual([stays.id]);
  expect(left.data[0]).toMatchObject({ totalOrders: 1 });
  expect((await sums()).filter(({ customers: count }) => Number(count) !== 0)).toHaveLength(1);
  expect((await elsewhere.viewer(`${customers}/${there.id}`)).body.phone).toBe(phone);
  expect(await eraseCustomer(owner, here.id, merged.customerNumber)).toBe(0);

  // The last business that knows the person.
  expect(await eraseCustomer(owner, elsewhere.id, there.customerNumber)).toBe(1);
  expect(await tablesWith(phone, elsewhere.id)).toEqual([]);
});

test('a number is of one business: nobody of another is erased', async () => {
  const [here, elsewhere] = [await api.tenant(), await api.tenant()];
  const other = await say(elsewhere, customers, { type: 'guest', name: 'Sara' });
  expect(await eraseCustomer(owner, here.id, other.customerNumber)).toBe(0);
  expect((await elsewhere.viewer(`${customers}/${other.id}`)).status).toBe(200);
});

test('somebody without an account becomes nobody’s owner', async () => {
  const here = await api.tenant();
  expect(await addOwner(api.database.each(identityContext), here.id, 'nobody@example.com')).toBe(false);
});

test('a business that is removed takes everything of itself along, and of others nothing', async () => {
  const [here, elsewhere] = [await api.tenant(), await api.tenant()];
  const phone = newPhone();
  await full(here, phone, { name: 'Sara' });
  const there = await full(elsewhere, phone, { name: 'Sara' });
  expect(await removeBusiness(owner, here.id)).toBe(true);
  expect(await tablesWith(here.id, here.id)).toEqual([]);
  expect((await elsewhere.viewer(`${customers}/${there.id}`)).status).toBe(200);
  expect(await removeBusiness(owner, here.id)).toBe(false);
});
