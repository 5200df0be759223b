import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { newPhone } from '../testing/phone-codes.ts';
import { testApi } from '../testing/test-api.ts';
import { settleLoyalty, settleLoyaltyOf } from './settle-loyalty.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
const orders = '/api/v1/orders';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;
const settle = (tenant: Tenant, body: object) =>
  tenant.admin('/api/v1/tenant/loyalty', { method: 'PATCH', body });
/** One point for a unit of the currency, as soon as an order is there. */
const shop = async (more: object = {}) => {
  const tenant = await api.tenant();
  const { status } = await settle(tenant, { enabled: true, earnOn: 'received', earnsFrom: null, ...more });
  expect(status).toBe(200);
  return tenant;
};
const addGuest = async (tenant: Tenant) =>
  (await tenant.staff(customers, { method: 'POST', body: { type: 'guest' } })).body.id as string;
const addFull = async (tenant: Tenant) => {
  const verificationToken = await api.provePhone(tenant.staff, newPhone());
  const body = { type: 'full', name: 'Sara', verificationToken };
  return (await tenant.staff(customers, { method: 'POST', body })).body.id as string;
};
const order = async (tenant: Tenant, customerId: string, total: number, more: object = {}) => {
  const body = { customerId, total: String(total), ...more };
  return (await tenant.staff(orders, { method: 'POST', body })).body;
};
const change = (tenant: Tenant, id: string, body: object) =>
  tenant.staff(`${orders}/${id}`, { method: 'PATCH', body });
const redeem = (tenant: Tenant, id: string, points: number, more: object = {}) =>
  tenant.staff(`${customers}/${id}/loyalty/redemptions`, { method: 'POST', body: { points, ...more } });
const adjust = (tenant: Tenant, id: string, points: number) =>
  tenant.admin(`${customers}/${id}/loyalty/adjustments`, {
    method: 'POST',
    body: { points, reason: 'as a test says' },
  });
const loyaltyOf = async (tenant: Tenant, id: string, page = '') =>
  (await tenant.viewer(`${customers}/${id}/loyalty${page}`)).body;
const balanceOf = async (tenant: Tenant, id: string) => (await loyaltyOf(tenant, id)).balance;
/** Kinds and points of the ledger, oldest first. */
const ledgerOf = async (tenant: Tenant, id: string) =>
  (await loyaltyOf(tenant, id, '?limit=100')).data
    .map(({ kind, points }: { kind: string; points: number }) => `${kind} ${points}`)
    .reverse();
/** Lets time pass for what a tenant's customers have. */
const later = (tenant: Tenant, months: number) =>
  asOwner(
    `with settings as (
       update org_loyalty_settings set expired_until = expired_until - make_interval(months => $2)
       where tenant_org_id = $1
     )
     update org_loyalty_ledger set at = at - make_interval(months => $2),
       expires_at = expires_at - make_interval(months => $2) where tenant_org_id = $1`,
    [tenant.id, months],
  );

describe('an order', () => {
  test.each([
    ['1', 'down', '4.999', 4],
    ['1', 'up', '4.001', 5],
    ['1', 'nearest', '4.5', 5],
    ['0.5', 'down', '3.999', 1],
    ['10', 'down', '0.125', 1],
    ['2.25', 'nearest', '100.1', 225],
    ['0', 'up', '100', 0],
  ])('earns, at %s points a unit rounded %s, of %s: %i', async (pointsPerUnit, rounding, total, points) => {
    const tenant = await shop({ pointsPerUnit, rounding });
    const id = await addGuest(tenant);
    expect((await order(tenant, id, Number(total))).points).toBe(points);
    expect(await balanceOf(tenant, id)).toBe(points);
    expect((await tenant.viewer(`${customers}/${id}`)).body.loyaltyPoints).toBe(points);
  });

  test('earns once it has come as far as the rule says, once', async () => {
    const tenant = await shop({ earnOn: 'ready' });
    const id = await addGuest(tenant);
    const made = await order(tenant, id, 10);
    expect(made.points).toBe(0);
    await change(tenant, made.id, { status: 'in_progress' });
    expect(await balanceOf(tenant, id)).toBe(0);
    expect((await change(tenant, made.id, { status: 'ready' })).body.points).toBe(10);
    await change(tenant, made.id, { status: 'delivered', note: 'x' });
    expect(await ledgerOf(tenant, id)).toEqual(['earn 10']);
    await change(tenant, made.id, { status: 'received' });
    await change(tenant, made.id, { status: 'delivered' });
    expect(await ledgerOf(tenant, id)).toEqual(['earn 10', 'undo -10', 'earn 10']);
  });

  test('that is corrected, cancelled or refunded gives and takes the difference', async () => {
    const tenant = await shop();
    const id = await addGuest(tenant);
    const made = await order(tenant, id, 10);
    await change(tenant, made.id, { total: '14' });
    await change(tenant, made.id, { total: '3' });
    expect(await balanceOf(tenant, id)).toBe(3);
    expect((await change(tenant, made.id, { status: 'refunded' })).body.points).toBe(0);
    expect((await change(tenant, made.id, { status: 'cancelled' })).body.points).toBe(0);
    expect(await ledgerOf(tenant, id)).toEqual(['earn 10', 'earn 4', 'undo -11', 'undo -3']);
  });

  test('takes back only what is still there: what was spent stays spent, and no later order pays for it', async () => {
    const tenant = await shop();
    const id = await addFull(tenant);
    const made = await order(tenant, id, 100);
    await redeem(tenant, id, 80);
    await change(tenant, made.id, { status: 'cancelled' });
    expect(await ledgerOf(tenant, id)).toEqual(['earn 100', 'redeem -80', 'undo -20']);
    await order(tenant, id, 7);
    expect(await balanceOf(tenant, id)).toBe(7);
    // It was no cancellation after all: the 80 were spent by this very order.
    await change(tenant, made.id, { status: 'delivered' });
    expect(await balanceOf(tenant, id)).toBe(27);
    expect((await loyaltyOf(tenant, id)).earned).toBe(107);
  });

  test('that belongs to somebody else takes its points along', async () => {
    const tenant = await shop();
    const [from, to] = [await addGuest(tenant), await addGuest(tenant)];
    const made = await order(tenant, from, 10);
    await change(tenant, made.id, { customerId: to });
    expect([await balanceOf(tenant, from), await balanceOf(tenant, to)]).toEqual([0, 10]);
    // Who has spent them keeps what was bought; whose order it was gets all of them all the same, and once.
    await adjust(tenant, to, -8);
    await change(tenant, made.id, { customerId: from });
    expect([await balanceOf(tenant, from), await balanceOf(tenant, to)]).toEqual([10, 0]);
    await order(tenant, to, 5);
    await change(tenant, made.id, { customerId: to });
    expect([await balanceOf(tenant, from), await balanceOf(tenant, to)]).toEqual([0, 7]);
  });

  const mergeInto = async (tenant: Awaited<ReturnType<typeof shop>>, source: string, target: string) => {
    const merged = await tenant.admin('/api/v1/customers/merge', {
      method: 'POST',
      body: { sourceCustomerId: source, targetCustomerId: target, reason: 'The same person' },
    });
    expect(merged.status).toBe(200);
    return merged.body.mergeId as string;
  };

  test('moved by a merge leaves its points to the merge, there and back', async () => {
    const tenant = await shop();
    const [source, target] = [await addGuest(tenant), await addGuest(tenant)];
    await order(tenant, source, 10);
    const mergeId = await mergeInto(tenant, source, target);
    expect(await ledgerOf(tenant, target)).toEqual(['merge 10']);
    await tenant.admin(`/api/v1/customers/merges/${mergeId}/undo`, { method: 'POST' });
    expect([await balanceOf(tenant, source), await balanceOf(tenant, target)]).toEqual([10, 0]);
  });

  test('of a merged customer that is cancelled takes its points back from whom the merge gave them', async () => {
    const tenant = await shop({ expiryMonths: 6 });
    const [source, target] = [await addFull(tenant), await addGuest(tenant)];
    const made = await order(tenant, source, 10);
    await redeem(tenant, source, 7);
    await order(tenant, target, 50);
    await mergeInto(tenant, source, target);
    expect(await balanceOf(tenant, target)).toBe(53);
    await change(tenant, made.id, { status: 'cancelled' });
    expect(await ledgerOf(tenant, target)).toEqual(['earn 50', 'merge 3', 'undo -10']);
    const lots = await asOwner('select points::int from regulars.point_lots($1, $2)', [tenant.id, target]);
    expect(lots).toEqual([{ points: 43 }]);
    await change(tenant, made.id, { status: 'delivered' });
    expect(await balanceOf(tenant, target)).toBe(53);
  });

  test('of the past earns nothing, nor does any while the business gives no points', async () => {
    const tenant = await api.tenant();
    const id = await addGuest(tenant);
    const before = await order(tenant, id, 10, { status: 'delivered' });
    await settle(tenant, { enabled: true });
    const old = await order(tenant, id, 10, { status: 'delivered', placedAt: '2026-01-01T00:00:00Z' });
    await change(tenant, before.id, { total: '11' });
    expect([old.points, await balanceOf(tenant, id)]).toEqual([0, 0]);
    const now = await order(tenant, id, 10, { status: 'delivered' });
    expect(now.points).toBe(10);
    await settle(tenant, { enabled: false });
    await order(tenant, id, 10, { status: 'delivered' });
    await change(tenant, now.id, { total: '20' });
    expect(await balanceOf(tenant, id)).toBe(10);
    // What was no order gives nothing, also then.
    await change(tenant, now.id, { status: 'cancelled' });
    expect(await balanceOf(tenant, id)).toBe(0);
  });

  test('keeps the points of a guest who becomes a full customer, who then may spend them', async () => {
    const tenant = await shop();
    const id = await addGuest(tenant);
    await order(tenant, id, 30);
    const refused = await redeem(tenant, id, 5);
    expect([refused.status, refused.body.code]).toEqual([422, 'full_customer_required']);
    const verificationToken = await api.provePhone(tenant.staff, newPhone());
    const upgraded = await tenant.staff(`${customers}/${id}/upgrade`, {
      method: 'POST',
      body: { verificationToken, name: 'Sara' },
    });
    expect(upgraded.body).toMatchObject({ loyaltyPoints: 30, totalOrders: 1 });
    expect((await redeem(tenant, id, 5)).body).toMatchObject({ kind: 'redeem', points: -5, balance: 25 });
  });
});

describe('redeeming', () => {
  test('a hundred times 10 at once of a balance of 500 succeeds exactly fifty times', async () => {
    const tenant = await shop();
    const id = await addFull(tenant);
    await order(tenant, id, 500);
    const answers = await Promise.all(Array.from({ length: 100 }, () => redeem(tenant, id, 10)));
    const by = Object.groupBy(answers, ({ status, body }) => `${status} ${body.code ?? ''}`);
    expect(Object.keys(by).toSorted()).toEqual(['201 ', '409 not_enough_points']);
    expect(by['201 ']?.length).toBe(50);
    expect(await balanceOf(tenant, id)).toBe(0);
    expect(by['201 ']!.map(({ body }) => body.balance).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, n) => n * 10),
    );
  });

  test('says what the points are worth, for what, and by whom they were spent', async () => {
    const tenant = await shop({ pointValue: '0.005' });
    const id = await addFull(tenant);
    const made = await order(tenant, id, 500, { orderNumber: '10045' });
    const { body } = await redeem(tenant, id, 101, { reason: 'Two shirts' });
    expect(body).toMatchObject({
      points: -101,
      value: { amount: '0.505', currency: 'OMR' },
      reason: 'Two shirts',
      orderId: null,
      orderNumber: null,
      expiresAt: null,
    });
    const [spent, earned] = (await loyaltyOf(tenant, id)).data;
    expect(spent).toEqual(body);
    expect(earned).toMatchObject({ kind: 'earn', orderId: made.id, orderNumber: '10045' });
  });

  test('is refused with its reason, and writes nothing', async () => {
    const tenant = await shop();
    const id = await addFull(tenant);
    await order(tenant, id, 5);
    const refused = async (points: number, status: number, code: string) => {
      const answered = await redeem(tenant, id, points);
      expect([answered.status, answered.body.code]).toEqual([status, code]);
      return answered.body;
    };
    expect((await refused(6, 409, 'not_enough_points')).balance).toBe(5);
    for (const points of [0, -5, 1.5, 2 ** 53]) await refused(points, 400, 'invalid_request');
    await settle(tenant, { enabled: false });
    await refused(5, 409, 'loyalty_off');
    await settle(tenant, { enabled: true });
    await tenant.admin(`${customers}/${id}`, { method: 'DELETE' });
    await refused(5, 409, 'customer_inactive');
    expect(await ledgerOf(tenant, id)).toEqual(['earn 5']);
    expect((await redeem(tenant, crypto.randomUUID(), 1)).status).toBe(404);
  });

  test('with an Idempotency-Key spends once', async () => {
    const tenant = await shop();
    const id = await addFull(tenant);
    await order(tenant, id, 50);
    const keyed = () =>
      tenant.staff(`${customers}/${id}/loyalty/redemptions`, {
        method: 'POST',
        body: { points: 10 },
        headers: { 'idempotency-key': 'receipt-1' },
      });
    const answers = await Promise.all(Array.from({ length: 5 }, keyed));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await balanceOf(tenant, id)).toBe(40);
  });
});

describe('adjusting', () => {
  test('gives and takes for a reason, to anybody, without touching the tier', async () => {
    const tenant = await shop({ tiers: [{ key: 'gold', name: 'Gold', name2: 'ذهبي', threshold: 50 }] });
    const id = await addGuest(tenant);
    expect((await adjust(tenant, id, 100)).body).toMatchObject({ points: 100, balance: 100 });
    expect((await adjust(tenant, id, -40)).body).toMatchObject({ points: -40, balance: 60 });
    const { body } = await adjust(tenant, id, -61);
    expect([body.code, body.balance]).toEqual(['not_enough_points', 60]);
    expect(await loyaltyOf(tenant, id)).toMatchObject({
      balance: 60,
      earned: 0,
      tier: null,
      nextTier: { key: 'gold', name2: 'ذهبي', missing: 50 },
    });
  });

  test('wants a reason and some points', async () => {
    const tenant = await shop();
    const id = await addGuest(tenant);
    for (const body of [
      { points: 5 },
      { points: 0, reason: 'x' },
      { points: 5, reason: ' ' },
      { reason: 'x' },
    ]) {
      const { status } = await tenant.admin(`${customers}/${id}/loyalty/adjustments`, {
        method: 'POST',
        body,
      });
      expect([body, status]).toEqual([body, 400]);
    }
  });
});

describe('a tier', () => {
  const tiers = [
    { key: 'silver', name: 'Silver', name2: 'فضي', threshold: 100 },
    { key: 'gold', name: 'Gold', name2: null, threshold: 1000 },
  ];
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await shop({ tiers });
  });
  const tierOf = async (id: string) => (await tenant.viewer(`${customers}/${id}`)).body.tier;

  test('is reached by what was ever earned, spent or not, and lost with the order that reached it', async () => {
    const id = await addFull(tenant);
    await order(tenant, id, 99);
    expect(await tierOf(id)).toBe(null);
    const last = await order(tenant, id, 1);
    expect(await tierOf(id)).toBe('silver');
    await redeem(tenant, id, 100);
    expect(await loyaltyOf(tenant, id)).toMatchObject({
      balance: 0,
      earned: 100,
      tier: tiers[0],
      nextTier: { ...tiers[1], missing: 900 },
    });
    await change(tenant, last.id, { status: 'cancelled' });
    expect([await tierOf(id), (await loyaltyOf(tenant, id)).earned]).toEqual([null, 99]);
    await order(tenant, id, 901);
    expect(await loyaltyOf(tenant, id)).toMatchObject({ tier: tiers[1], nextTier: null });
  });

  test('that the business changes holds for everybody at once, and is told in their history', async () => {
    const own = await shop({ tiers });
    const ids: string[] = [];
    for (const total of [50, 150, 1500]) {
      const id = await addGuest(own);
      await order(own, id, total);
      ids.push(id);
    }
    const all = () => Promise.all(ids.map(async (id) => (await own.viewer(`${customers}/${id}`)).body.tier));
    expect(await all()).toEqual([null, 'silver', 'gold']);
    const versions = () =>
      Promise.all(ids.map(async (id) => (await own.viewer(`${customers}/${id}`)).body.version));
    const before = await versions();
    await settle(own, { tiers: [{ ...tiers[0], threshold: 40 }, tiers[1]] });
    expect(await all()).toEqual(['silver', 'silver', 'gold']);
    expect(await versions()).toEqual([before[0] + 1, before[1], before[2]]);
    const { data } = (await own.viewer(`${customers}/${ids[0]}/history`)).body;
    expect(data[0]).toMatchObject({
      action: 'points_changed',
      changes: [{ field: 'tier', from: null, to: 'silver' }],
    });
    await settle(own, { tiers: [] });
    expect(await all()).toEqual([null, null, null]);
  });

  test.each([
    [[{ ...tiers[0], threshold: 0 }]],
    [[tiers[1], tiers[0]]],
    [[tiers[0], { ...tiers[1], key: 'silver' }]],
    [[{ ...tiers[0], key: 'Silver!' }]],
    [[{ ...tiers[0], name: '' }]],
  ])('of %j is refused', async (all) => {
    expect((await settle(tenant, { tiers: all })).status).toBe(400);
  });
});

describe('settings', () => {
  test('are off until somebody turns them on, and begin with the orders of that moment', async () => {
    const tenant = await api.tenant();
    const read = async () => (await tenant.viewer('/api/v1/tenant/loyalty')).body;
    expect(await read()).toEqual({
      enabled: false,
      pointsPerUnit: '1',
      rounding: 'down',
      earnOn: 'delivered',
      earnsFrom: null,
      expiryMonths: null,
      pointValue: null,
      tiers: [],
    });
    expect((await settle(tenant, {})).body).toEqual(await read());
    const on = (await settle(tenant, { enabled: true, pointsPerUnit: '0.50', expiryMonths: 12 })).body;
    expect(on).toMatchObject({ enabled: true, pointsPerUnit: '0.5', expiryMonths: 12, pointValue: null });
    expect(Date.parse(on.earnsFrom)).toBeGreaterThan(0);
    // Once more is no new beginning.
    expect((await settle(tenant, { enabled: true })).body).toEqual(on);
    expect((await settle(tenant, { expiryMonths: null, pointValue: '0.01', rounding: 'up' })).body).toEqual({
      ...on,
      expiryMonths: null,
      pointValue: '0.01',
      rounding: 'up',
    });
    expect(await read()).toEqual((await settle(tenant, {})).body);
  });

  test.each([
    [{ pointsPerUnit: '-1' }],
    [{ pointsPerUnit: '10001' }],
    [{ pointsPerUnit: 1 }],
    [{ rounding: 'away' }],
    [{ earnOn: 'cancelled' }],
    [{ expiryMonths: 0 }],
    [{ earnsFrom: 'today' }],
    [{ earnsFrom: '0000-01-01T00:00:00Z' }],
    [{ enabled: null }],
    [{ currency: 'OMR' }],
  ])('of %j are refused', async (body) => {
    const tenant = await api.tenant();
    expect((await settle(tenant, body)).status).toBe(400);
  });
});

const expire = (tenant: Tenant) => settleLoyaltyOf(api.database, tenant.id);

describe('points', () => {
  test('expire after the months of the rule that gave them, once, however often the job runs', async () => {
    const tenant = await shop({ expiryMonths: 12 });
    const id = await addGuest(tenant);
    await order(tenant, id, 10);
    await settle(tenant, { expiryMonths: 3 });
    await order(tenant, id, 20);
    await settle(tenant, { expiryMonths: null });
    await order(tenant, id, 40);
    await expire(tenant);
    expect(await balanceOf(tenant, id)).toBe(70);
    await later(tenant, 4);
    expect((await loyaltyOf(tenant, id)).nextExpiry).toMatchObject({ points: 10 });
    await Promise.all([expire(tenant), expire(tenant), expire(tenant)]);
    await expire(tenant);
    expect(await ledgerOf(tenant, id)).toEqual(['earn 10', 'earn 20', 'earn 40', 'expire -20']);
    await later(tenant, 12);
    await expire(tenant);
    await later(tenant, 120);
    await expire(tenant);
    expect(await ledgerOf(tenant, id)).toEqual(['earn 10', 'earn 20', 'earn 40', 'expire -20', 'expire -10']);
    expect(await loyaltyOf(tenant, id)).toMatchObject({ balance: 40, nextExpiry: null });
    const { data } = await loyaltyOf(tenant, id);
    expect(data[0]).toMatchObject({ kind: 'expire', actor: { id: 'regulars', name: null } });
  });

  test('that expire first are spent first', async () => {
    const tenant = await shop({ expiryMonths: 6 });
    const id = await addFull(tenant);
    await order(tenant, id, 10);
    await later(tenant, 3);
    await order(tenant, id, 10);
    await redeem(tenant, id, 7);
    await later(tenant, 4);
    await expire(tenant);
    expect(await ledgerOf(tenant, id)).toEqual(['earn 10', 'earn 10', 'redeem -7', 'expire -3']);
  });

  test('that have expired are not spent, also before the job has said so', async () => {
    const tenant = await shop({ expiryMonths: 6 });
    const id = await addFull(tenant);
    await order(tenant, id, 10);
    await later(tenant, 7);
    await order(tenant, id, 4);
    const { body } = await redeem(tenant, id, 5);
    expect([body.code, body.balance]).toEqual(['not_enough_points', 4]);
    expect((await redeem(tenant, id, 4)).body.balance).toBe(0);
    expect(await ledgerOf(tenant, id)).toEqual(['earn 10', 'earn 4', 'expire -10', 'redeem -4']);
  });

  test('that have expired are not taken back from those that have not', async () => {
    const tenant = await shop({ expiryMonths: 6 });
    const id = await addGuest(tenant);
    const old = await order(tenant, id, 10);
    await later(tenant, 7);
    await order(tenant, id, 4);
    await expire(tenant);
    await change(tenant, old.id, { status: 'cancelled' });
    expect(await loyaltyOf(tenant, id)).toMatchObject({ balance: 4, earned: 4 });
    await later(tenant, 7);
    await expire(tenant);
    expect(await balanceOf(tenant, id)).toBe(0);
  });

  test('expire for more customers than fit into one transaction, and for none of another business', async () => {
    const [tenant, other] = [await shop({ expiryMonths: 1 }), await shop({ expiryMonths: 1 })];
    for (const each of [tenant, other]) {
      const all = Array.from({ length: 230 }, (_, n) => ({
        externalRef: `n${n}`,
        phone: newPhone(),
        createStub: true,
        name: 'x',
        total: '5',
      }));
      const { body } = await each.staff(`${orders}/bulk`, { method: 'POST', body: { orders: all } });
      expect(body.created).toBe(230);
    }
    await later(tenant, 2);
    await settleLoyalty(api.database);
    const left = (tenantId: string) =>
      asOwner('select sum(loyalty_points)::int as points from org_customers_mst where tenant_org_id = $1', [
        tenantId,
      ]);
    expect(await left(tenant.id)).toEqual([{ points: 0 }]);
    expect(await left(other.id)).toEqual([{ points: 1150 }]);
  });
});

describe('the ledger', () => {
  test('is read newest first, page by page, and each entry tells the balance after it', async () => {
    const tenant = await shop();
    const id = await addGuest(tenant);
    for (let n = 1; n <= 7; n += 1) await order(tenant, id, n);
    const entries = [];
    for (let cursor = ''; ; ) {
      const { data, page } = await loyaltyOf(tenant, id, `?limit=3${cursor}`);
      expect(page.total).toBe(7);
      entries.push(...data);
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(entries.map(({ entry, balance }) => [entry, balance])).toEqual(
      [7, 6, 5, 4, 3, 2, 1].map((n) => [n, (n * (n + 1)) / 2]),
    );
  });

  test('adds up to the balance, never below nought, after any sequence of work, one after another or at once', async () => {
    const step = fc.record({
      kind: fc.constantFrom('order', 'status', 'total', 'move', 'redeem', 'adjust', 'expire', 'time', 'rule'),
      who: fc.nat(1),
      which: fc.nat(20),
      number: fc.integer({ min: 1, max: 60 }),
      status: fc.constantFrom('received', 'delivered', 'cancelled', 'refunded'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 4, maxLength: 18 }),
        fc.boolean(),
        async (steps, atOnce) => {
          const tenant = await shop({
            expiryMonths: 3,
            tiers: [{ key: 't', name: 'T', name2: null, threshold: 50 }],
          });
          const both = [await addFull(tenant), await addGuest(tenant)];
          const made = [(await order(tenant, both[0]!, 30)).id, (await order(tenant, both[1]!, 40)).id];
          const work = steps.map(({ kind, who, which, number, status }) => async () => {
            const [customerId, orderId] = [both[who]!, made[which % made.length]];
            switch (kind) {
              case 'order':
                return void made.push((await order(tenant, customerId, number, { status })).id);
              case 'status':
                return change(tenant, orderId, { status });
              case 'total':
                return change(tenant, orderId, { total: String(number) });
              case 'move':
                return change(tenant, orderId, { customerId });
              case 'redeem':
                return redeem(tenant, customerId, number);
              case 'adjust':
                return adjust(tenant, customerId, which % 2 ? number : -number);
              case 'expire':
                return settleLoyaltyOf(api.database, tenant.id);
              case 'time':
                // It passes between transactions, never in the middle of one.
                return atOnce ? undefined : later(tenant, 1);
              default:
                return settle(tenant, {
                  expiryMonths: which % 2 ? 2 : null,
                  pointsPerUnit: String(1 + (which % 3)),
                });
            }
          });
          const answers = [];
          if (atOnce) answers.push(...(await Promise.all(work.map((step) => step()))));
          else for (const step of work) answers.push(await step());
          const failed = answers.filter((answer) => answer && 'status' in answer && answer.status >= 500);
          expect(failed).toEqual([]);
          await settleLoyaltyOf(api.database, tenant.id);

          const kept = await asOwner(
            `select loyalty_points, coalesce(sum(points), 0)::int as sum, min(balance)::int >= 0 as never_below,
               count(*)::int = max(entry) as without_gap,
               (array_agg(earned order by entry desc))[1] = sum(tier_points) as earned,
               tier is not distinct from case when sum(tier_points) >= 50 then 't' end as tier,
               (select coalesce(sum(points), 0)::int from regulars.point_lots(tenant, id)) as lots,
               (select count(*)::int from regulars.point_lots(tenant, id) where expires_at <= now()) as due
             from org_customers_mst customer
             join lateral (values (customer.tenant_org_id)) as of (tenant) on true
             join org_loyalty_ledger ledger on ledger.tenant_org_id = tenant and customer_id = id
             where customer.tenant_org_id = $1
             group by tenant, id, loyalty_points, tier`,
            [tenant.id],
          );
          expect(kept.length).toBe(2);
          for (const { loyalty_points, ...rest } of kept) {
            expect(rest).toEqual({
              sum: Number(loyalty_points),
              never_below: true,
              without_gap: true,
              earned: true,
              tier: true,
              lots: Number(loyalty_points),
              due: 0,
            });
          }
          // No order has given more than it is worth.
          const worth = await asOwner(
            `select placed.id from org_orders_mst placed join org_loyalty_ledger on order_id = placed.id
             where placed.tenant_org_id = $1 group by placed.id, total
             having sum(tier_points) < 0 or sum(points) < 0`,
            [tenant.id],
          );
          expect(worth).toEqual([]);
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  });
});
