import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { earthRadius, greatCircle, type Point } from '../testing/great-circle.ts';

/** What the database says, for many pairs in one statement. */
const distances = async (pairs: readonly (readonly [Point, Point])[]): Promise<number[]> => {
  const column = (read: (pair: readonly [Point, Point]) => number) => pairs.map(read);
  const rows = await asOwner<{ distance: number }>(
    `select regulars.distance_m(a, b, c, d) as distance
     from unnest($1::float8[], $2::float8[], $3::float8[], $4::float8[]) with ordinality as pair (a, b, c, d, n) order by n`,
    [
      column(([from]) => from.latitude),
      column(([from]) => from.longitude),
      column(([, to]) => to.latitude),
      column(([, to]) => to.longitude),
    ],
  );
  return rows.map(({ distance }) => distance);
};
const distance = async (from: Point, to: Point) => (await distances([[from, to]]))[0]!;
const at = (latitude: number, longitude: number): Point => ({ latitude, longitude });

const degree = (most: number) =>
  fc.oneof(
    fc.double({ min: -most, max: most, noNaN: true }),
    fc.constantFrom(0, -0, most, -most, most - 1e-9, 1e-9 - most, 1e-7),
  );
const point = fc.record({ latitude: degree(90), longitude: degree(180) });
// Rounding of a double, where two places lie on the two ends of the earth and the sine is flat.
const nearly = 0.5;

describe('the distance of two places', () => {
  test.each([
    // Ed Williams, Aviation Formulary: Los Angeles and New York, 0.623585 radians.
    {
      from: at(33 + 57 / 60, -(118 + 24 / 60)),
      to: at(40 + 38 / 60, -(73 + 47 / 60)),
      radians: 0.623585,
      within: 5e-6,
    },
    // Chris Veness, Movable Type Scripts (R = 6,371 km): Cambridge and Paris 404.3 km, Land's End and John o' Groats 968.9 km.
    { from: at(52.205, 0.119), to: at(48.857, 2.351), radians: 404.3 / 6371, within: 0.05 / 6371 },
    {
      from: at(50 + 3 / 60 + 59 / 3600, -(5 + 42 / 60 + 53 / 3600)),
      to: at(58 + 38 / 60 + 38 / 3600, -(3 + 4 / 60 + 12 / 3600)),
      radians: 968.9 / 6371,
      within: 0.05 / 6371,
    },
    // Rosetta Code, Haversine formula (R = 6,372.8 km): Nashville and Los Angeles 2,887.26 km.
    { from: at(36.12, -86.67), to: at(33.94, -118.4), radians: 2887.26 / 6372.8, within: 0.005 / 6372.8 },
  ])('is as published: $radians radians', async ({ from, to, radians, within }) => {
    const measured = (await distance(from, to)) / earthRadius;
    expect(Math.abs(measured - radians)).toBeLessThanOrEqual(within);
  });

  test('is what another way of measuring says, anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(point, point), { minLength: 1, maxLength: 200 }), async (pairs) => {
        for (const [n, measured] of (await distances(pairs)).entries()) {
          expect(Math.abs(measured - greatCircle(...pairs[n]!))).toBeLessThan(nearly);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('of some steps is right to the millimetre', async () => {
    const step = fc.double({ min: -0.001, max: 0.001, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.record({ latitude: fc.double({ min: -89, max: 89, noNaN: true }), longitude: degree(179) }),
        step,
        step,
        async (from, north, east) => {
          const to = at(from.latitude + north, from.longitude + east);
          expect(Math.abs((await distance(from, to)) - greatCircle(from, to))).toBeLessThan(0.001);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('is the same there and back, never negative, nothing from a place to itself, never a detour', async () => {
    await fc.assert(
      fc.asyncProperty(point, point, point, async (a, b, c) => {
        const [ab, ba, bc, ac, aa] = (await distances([
          [a, b],
          [b, a],
          [b, c],
          [a, c],
          [a, a],
        ])) as [number, number, number, number, number];
        expect(Math.abs(ab - ba)).toBeLessThan(1e-6);
        expect(Math.min(ab, bc, ac)).toBeGreaterThanOrEqual(0);
        expect(Math.max(ab, bc, ac)).toBeLessThanOrEqual(Math.PI * earthRadius + 1e-6);
        expect(aa).toBe(0);
        expect(ac).toBeLessThanOrEqual(ab + bc + nearly);
      }),
      { numRuns: 200 },
    );
  });

  test('is known where the globe is awkward', async () => {
    const half = Math.PI * earthRadius;
    // A pole is one place, whatever its longitude; the antimeridian is one line; opposite ends are half a turn apart.
    expect(await distance(at(90, 0), at(90, 123))).toBeLessThan(0.001);
    expect(await distance(at(10, 180), at(10, -180))).toBeLessThan(0.001);
    expect(await distance(at(90, 0), at(-90, 0))).toBeCloseTo(half, 3);
    expect(await distance(at(0, 0), at(0, 180))).toBeCloseTo(half, 3);
    expect(await distance(at(0, 179.5), at(0, -179.5))).toBeCloseTo(half / 180, 3);
    expect(await distance(at(89, 0), at(89, 180))).toBeCloseTo(half / 90, 3);
  });

  test('from where nobody knows is not known', async () => {
    const rows = await asOwner(
      'select regulars.distance_m(null, null, 1, 1) a, regulars.distance_m(1, 1, null, 1) b',
    );
    expect(rows).toEqual([{ a: null, b: null }]);
  });
});
