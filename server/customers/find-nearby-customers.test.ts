import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { greatCircle, type Point } from '../testing/great-circle.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;

const near = async (tenant: Tenant, query: Record<string, unknown>) =>
  tenant.viewer(`${customers}/nearby?${new URLSearchParams(query as Record<string, string>)}`);

interface Placed extends Point {
  id: string;
  customerId: string;
}

/** Customers with an address at each of these places, as an import would write them. */
const settle = async (tenant: Tenant, places: readonly Point[], perCustomer = 1): Promise<Placed[]> => {
  const people = await asOwner<{ id: string }>(
    `insert into org_customers_mst (tenant_org_id, profile_status)
     select $1, 'guest' from generate_series(1, $2) returning id`,
    [tenant.id, Math.ceil(places.length / perCustomer)],
  );
  return asOwner<Placed & Record<string, unknown>>(
    `insert into org_customer_addresses (tenant_org_id, customer_id, country, latitude, longitude)
     select $1, customer_id, 'OM', latitude, longitude
     from unnest($2::uuid[], $3::float8[], $4::float8[]) as place (customer_id, latitude, longitude)
     returning id, customer_id as "customerId", latitude, longitude`,
    [
      tenant.id,
      places.map((_, n) => people[Math.floor(n / perCustomer)]!.id),
      places.map(({ latitude }) => latitude),
      places.map(({ longitude }) => longitude),
    ],
  );
};

/** Every address measured, each customer once. */
const byForce = (all: Placed[], here: Point, radiusM: number, limit: number) => {
  const measured = all
    .map((place) => ({ ...place, distance: greatCircle(here, place) }))
    .filter(({ distance }) => distance <= radiusM)
    .toSorted((a, b) => a.distance - b.distance);
  const seen = new Set<string>();
  return measured.filter(({ customerId }) => !seen.has(customerId) && seen.add(customerId)).slice(0, limit);
};

const around = (here: Point, spread: number) =>
  fc.record({
    latitude: fc
      .double({ min: -spread, max: spread, noNaN: true })
      .map((step) => Math.min(90, Math.max(-90, here.latitude + step))),
    longitude: fc
      .double({ min: -spread, max: spread, noNaN: true })
      // Near a pole a step to the east may lead anywhere.
      .map((step) => here.longitude + step / Math.max(0.003, Math.cos((here.latitude * Math.PI) / 180)))
      .map((longitude) => ((((longitude + 180) % 360) + 360) % 360) - 180),
  });

describe('who is near is who a measuring of all would find, in the same order', () => {
  test.each([
    { where: 'Muscat', latitude: 23.6, longitude: 58.4 },
    { where: 'where the equator meets the first meridian', latitude: 0, longitude: 0 },
    { where: 'Fiji, on both sides of the antimeridian', latitude: -16.8, longitude: 179.98 },
    { where: 'the antimeridian from the other side', latitude: 65, longitude: -179.99 },
    { where: 'the antimeridian itself', latitude: -10, longitude: 180 },
    { where: 'Svalbard, where degrees are narrow', latitude: 81, longitude: 20 },
    { where: 'the North Pole', latitude: 90, longitude: 77 },
    { where: 'beside the North Pole', latitude: 89.9, longitude: -179 },
    { where: 'beside the South Pole', latitude: -89.95, longitude: 5 },
  ])('around $where', async (here) => {
    const run = fc.record({
      places: fc.array(
        fc.oneof(around(here, 0.02), around(here, 0.3), around(here, 0.7), fc.constant(here)),
        { minLength: 1, maxLength: 60 },
      ),
      from: fc.oneof(fc.constant(here as Point), around(here, 0.1)),
      radiusM: fc.constantFrom(1, 150, 2000, 11_000, 50_000),
      limit: fc.constantFrom(1, 3, 25, 100),
    });
    await fc.assert(
      fc.asyncProperty(run, async ({ places, from, radiusM, limit }) => {
        const tenant = await lean();
        const all = await settle(tenant, places, 2);
        const { status, body } = await near(tenant, {
          lat: from.latitude,
          lng: from.longitude,
          radiusM,
          limit,
        });
        expect(status).toBe(200);
        const expected = byForce(all, from, radiusM, limit);
        // Whoever lies on the very edge, or as far as another, may fall on either side of a rounding.
        const edge =
          byForce(all, from, radiusM + 0.001, 1000).length - byForce(all, from, radiusM - 0.001, 1000).length;
        if (edge > 0) return;
        const found = body.data.map(({ distanceM }: { distanceM: number }) => distanceM);
        expect(found.length).toBe(expected.length);
        for (const [n, { distance }] of expected.entries())
          expect(Math.abs(found[n] - distance)).toBeLessThan(0.01);
        for (const { id, address, distanceM } of body.data) {
          const place = all.find((each) => each.id === address.id)!;
          expect(place.customerId).toBe(id);
          expect(Math.abs(greatCircle(from, place) - distanceM)).toBeLessThan(0.01);
        }
        expect(new Set(body.data.map(({ id }: { id: string }) => id)).size).toBe(found.length);
      }),
      { numRuns: 12 },
    );
  });
});

let token: Tenant;
beforeAll(async () => {
  token = await api.tenant();
});
/** One tenant emptied again: to make a business takes longer than all that is asked of it here. */
const lean = async () => {
  await asOwner('delete from org_customers_mst where tenant_org_id = $1', [token.id]);
  return token;
};

describe('GET /api/v1/customers/nearby', () => {
  const here = { lat: 23.6, lng: 58.4 };
  const metres = (north: number) => ({ latitude: 23.6 + north / 111_195, longitude: 58.4 });

  test('shows active customers by active addresses, each once, with the nearest and the way to it', async () => {
    const tenant = await api.tenant();
    const add = async (body: object) =>
      (await tenant.staff(customers, { method: 'POST', body: { type: 'guest', ...body } })).body;
    const two = await add({
      addresses: [
        { ...metres(300), label: 'far' },
        { ...metres(-100), label: 'near' },
      ],
    });
    const gone = await add({ addresses: [metres(10)] });
    await tenant.admin(`${customers}/${gone.id}`, { method: 'DELETE' });
    const moved = await add({ addresses: [metres(20), metres(200)] });
    await tenant.staff(`${customers}/${moved.id}/addresses/${moved.addresses[0].id}`, { method: 'DELETE' });
    await add({ addresses: [metres(900)] });
    await add({ addresses: [{ street: 'without a place' }] });
    const { status, body } = await near(tenant, { ...here, radiusM: 500 });
    expect(status).toBe(200);
    const { addresses, avatarVersion, ...customer } = two;
    expect(body).toEqual({
      data: [
        { ...customer, address: addresses[1], distanceM: expect.closeTo(100, 1) },
        expect.objectContaining({ id: moved.id, distanceM: expect.closeTo(200, 1) }),
      ],
      page: { nextCursor: null, total: 2, totalIsExact: true },
    });
    expect((await near(tenant, { ...here, radiusM: 500, limit: 1 })).body).toMatchObject({
      data: [{ id: two.id }],
      page: { total: 1, totalIsExact: false },
    });
  });

  test('takes the nearest of many in one place, and not the first that come', async () => {
    const tenant = await api.tenant();
    await settle(tenant, [...Array.from({ length: 300 }, () => metres(50)), metres(1), metres(49)]);
    const { body } = await near(tenant, { ...here, limit: 2 });
    expect(body.data.map(({ distanceM }: { distanceM: number }) => Math.round(distanceM))).toEqual([1, 49]);
  });

  test.each([
    ['lat', { lng: 1 }, 'required'],
    ['lng', { lat: 1 }, 'required'],
    ['lat', { lat: '', lng: 1 }, 'required'],
    ['lat', { lat: 'north', lng: 1 }, 'invalid_type'],
    ['lat', { lat: 90.1, lng: 1 }, 'too_large'],
    ['lng', { lat: 1, lng: -180.1 }, 'too_small'],
    ['lat', { lat: 'Infinity', lng: 1 }, 'invalid_type'],
    ['radiusM', { lat: 1, lng: 1, radiusM: 50_001 }, 'too_large'],
    ['radiusM', { lat: 1, lng: 1, radiusM: 0 }, 'too_small'],
    ['limit', { lat: 1, lng: 1, limit: 101 }, 'too_large'],
    ['lon', { lat: 1, lng: 1, lon: 1 }, 'unknown_field'],
  ])('refuses a wrong %s: %j', async (name, query, code) => {
    const { status, body } = await near(token, query);
    expect([status, body.errors]).toEqual([400, [expect.objectContaining({ pointer: `?${name}`, code })]]);
  });

  test('takes 0, 0 as a place', async () => {
    const tenant = await api.tenant();
    await settle(tenant, [{ latitude: 0, longitude: 0 }]);
    expect((await near(tenant, { lat: 0, lng: 0, radiusM: 1 })).body.data).toMatchObject([{ distanceM: 0 }]);
  });

  test('shows nobody of another tenant', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    await settle(other, [metres(0)]);
    expect((await near(tenant, here)).body.data).toEqual([]);
    expect((await near(other, here)).body.data.length).toBe(1);
  });
});
