import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { namesCustomer } from '../http/operation.ts';
import { formOf } from '../testing/import-file.ts';
import { jpegOf } from '../testing/pictures.ts';
import { say } from '../testing/say.ts';
import { everyOperation, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
  await say(here.owner, 'PATCH', '/api/v1/tenant/loyalty', { enabled: true });
});

let phones = 90_000_000;
const add = (fields: object = {}) => {
  phones += 1;
  return say(here.staff, 'POST', customers, {
    type: 'stub',
    name: 'Sara',
    phone: `+968${phones}`,
    ...fields,
  });
};
const merge = (source: { id: string }, target: { id: string }, more: object = {}) =>
  say(here.admin, 'POST', `${customers}/merge`, {
    sourceCustomerId: source.id,
    targetCustomerId: target.id,
    reason: 'The same person',
    ...more,
  });

/** Merged into two, who was merged into three. */
const chain = async () => {
  const one = await add({ addresses: [{ street: 'Way 1' }, { street: 'Way 2' }] });
  const [two, three] = [await add(), await add()];
  await merge(one, two);
  await merge(two, three);
  return { one, two, three };
};

const versions = async (id: string): Promise<number> =>
  (await say(here.viewer, 'GET', `${customers}/${id}/history?limit=1`)).page.total;

describe('under an id that was merged away', () => {
  const operations = everyOperation()
    .map(({ operation }) => operation)
    .filter((operation) => namesCustomer(operation) && operation.id !== 'restoreCustomer');

  const bodies: Record<string, object> = {
    updateCustomer: { notes: 'new' },
    upgradeCustomer: { verificationToken: 'made up' },
    createAddress: { street: 'Way 3' },
    updateAddress: { floor: '3' },
    redeemPoints: { points: 5 },
    adjustPoints: { points: 5, reason: 'Sorry' },
  };
  // Refused for whoever is there instead, just as under the own id.
  const refused: Record<string, string> = {
    upgradeCustomer: 'verification_token_invalid',
    redeemPoints: 'full_customer_required',
  };

  // What is said of two customers is no change of either.
  const leaveAsIs = ['dismissDuplicate', 'reopenDuplicate'];

  test.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s acts on whoever is there, through every link, and says so',
    async (id, { method, path }) => {
      const { one, three } = await chain();
      const other = await add();
      const { addresses, contacts } = await say(here.viewer, 'GET', `${customers}/${one.id}`);
      const [[addressId], [contactId]] = [addresses, contacts].map((all: { id: string }[]) =>
        all.map((each) => each.id),
      ) as [string[], string[]];
      const pathOf = (customer: string) =>
        path
          .replace('{id}', customer)
          .replace('{addressId}', addressId!)
          .replace('{contactId}', contactId!)
          .replace('{otherId}', other.id);
      if (id === 'restoreAddress') {
        await say(here.staff, 'DELETE', `${customers}/${three.id}/addresses/${addressId}`);
      }
      if (id === 'restoreContact') {
        await say(here.staff, 'DELETE', `${customers}/${three.id}/contacts/${contactId}`);
      }
      const picture = () => ({ rawBody: formOf(jpegOf()) });
      if (/^(get|remove)Avatar$/.test(id)) {
        await here.staff(`${customers}/${three.id}/avatar`, { method: 'PUT', ...picture() });
      }
      const before = await versions(three.id);
      const body = bodies[id];
      const answer = await here.owner(pathOf(one.id), {
        method: method.toUpperCase(),
        ...(body && { body }),
        ...(id === 'setAvatar' && picture()),
      });
      if (refused[id]) {
        expect(answer.body.code).toBe(refused[id]);
        return;
      }
      expect(answer.status).toBeOneOf([200, 201, 204]);
      const located = answer.headers.get('content-location');
      expect(located).toBe(answer.headers.get('location') ?? pathOf(three.id));
      if (method === 'get') {
        const direct = await here.owner(pathOf(three.id));
        expect(answer.body).toEqual(direct.body);
        expect(answer.headers.get('etag')).toBe(direct.headers.get('etag'));
        expect(direct.headers.get('content-location')).toBeNull();
      }
      expect((await versions(three.id)) - before).toBe(method === 'get' || leaveAsIs.includes(id) ? 0 : 1);
    },
  );

  test('the body names every id that leads there', async () => {
    const { one, two, three } = await chain();
    const read = await say(here.viewer, 'GET', `${customers}/${one.id}`);
    expect([read.id, read.mergedIds.toSorted()]).toEqual([three.id, [one.id, two.id].toSorted()]);
    const listed = await say(here.viewer, 'GET', `${customers}?status=inactive&sort=-createdAt`);
    expect(listed.data.find((each: { id: string }) => each.id === one.id).mergedIntoId).toBe(two.id);
  });

  test('If-Match is held against whoever is there', async () => {
    const { one, three } = await chain();
    const { version } = await say(here.viewer, 'GET', `${customers}/${three.id}`);
    const change = (match: number) =>
      here.staff(`${customers}/${one.id}`, {
        method: 'PATCH',
        body: { notes: 'new' },
        headers: { 'if-match': `"${match}"` },
      });
    expect((await change(version - 1)).status).toBe(412);
    expect((await change(version)).headers.get('etag')).toBe(`"${version + 1}"`);
  });

  test('restoring is refused: a merge is undone', async () => {
    const { one, three } = await chain();
    const { status, body } = await here.admin(`${customers}/${one.id}/restore`, { method: 'POST' });
    expect([status, body.code, body.customerId]).toEqual([409, 'already_merged', three.id]);
  });

  test('a repeated request gets the first answer, and where it is from', async () => {
    const { one, three } = await chain();
    const request = {
      method: 'POST',
      body: { points: 5, reason: 'Sorry' },
      headers: { 'idempotency-key': crypto.randomUUID() },
    };
    const path = `${customers}/${one.id}/loyalty/adjustments`;
    const first = await here.admin(path, request);
    const second = await here.admin(path, request);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('content-location')).toBe(`${customers}/${three.id}/loyalty/adjustments`);
  });

  test('another business finds nothing', async () => {
    const { one } = await chain();
    const there = await api.tenant();
    expect((await there.owner(`${customers}/${one.id}`)).status).toBe(404);
  });

  test('an order by id, number or phone is an order of whoever is there', async () => {
    const one = await add();
    const two = await add();
    const old = two.phone;
    await merge(one, two, { fields: { phone: 'source' } });
    for (const reference of [
      { customerId: one.id },
      { customerNumber: one.customerNumber },
      { phone: one.phone },
      { phone: old },
    ]) {
      const order = await say(here.staff, 'POST', '/api/v1/orders', { ...reference, total: '1' });
      expect(order.customer.id).toBe(two.id);
    }
  });
});

test('whoever waits for a merge to end changes who is there then', async () => {
  for (let round = 0; round < 6; round += 1) {
    const [one, two] = [await add(), await add()];
    const [merged, changed] = await Promise.all([
      merge(one, two),
      say(here.staff, 'PATCH', `${customers}/${one.id}`, { tags: ['changed'] }),
      say(here.staff, 'POST', `${customers}/${one.id}/addresses`, { street: 'Way' }),
      say(here.admin, 'POST', `${customers}/${one.id}/loyalty/adjustments`, { points: 5, reason: 'Sorry' }),
    ]);
    expect(merged.mergeId).toBeTruthy();
    expect([one.id, two.id]).toContain(changed.id);
    expect(await say(here.viewer, 'GET', `${customers}/${two.id}`)).toMatchObject({
      tags: ['changed'],
      loyaltyPoints: 5,
      addresses: [{ street: 'Way' }],
    });
  }
});

describe('a search by what gave way', () => {
  test.each(['phone', 'its last digits', 'e-mail', 'customer number'])(
    'finds whoever is there: %s',
    async (by) => {
      const one = await add({ email: `gave.way.${phones}@example.com` });
      const two = await add({ email: `stays.${phones}@example.com` });
      const three = await add();
      await merge(one, two);
      await merge(two, three);
      const typed = {
        phone: one.phone,
        'its last digits': one.phone.slice(-6),
        'e-mail': one.email.slice(0, -4),
        'customer number': one.customerNumber,
      }[by]!;
      const found = await say(here.viewer, 'GET', `${customers}?search=${encodeURIComponent(typed)}`);
      expect(found.data.map((each: { id: string }) => each.id)).toEqual([three.id]);
    },
  );
});
