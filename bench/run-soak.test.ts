import { expect, test } from 'vitest';
import { isFlat, mostRise, riseInSecondHalf, runSoak } from './run-soak.ts';

test('a soak of seconds is answered in full, at the pace that was set and without an error', async () => {
  const said: string[] = [];
  const soak = await runSoak({ seconds: 3, tenants: 3, customers: 10, say: (line) => said.push(line) });
  expect(soak.errors, said.join('\n')).toBe(0);
  expect(soak.parts).toHaveLength(12);
  for (const { answers, seconds, p50, p99, memory } of soak.parts) {
    // Not faster than asked, whatever the machine could do; one for each connection may be under way.
    expect(answers).toBeLessThanOrEqual(soak.perSecond * seconds + 16);
    expect(p99).toBeGreaterThanOrEqual(p50);
    if (!soak.cpu) continue;
    // Where the system tells: its heaps are only some of what a process occupies.
    expect(memory.resident).toBeGreaterThan(memory.requests + memory.threads);
    expect(Math.min(...Object.values(memory))).toBeGreaterThan(5);
  }
  expect(soak.parts.reduce((sum, { answers }) => sum + answers, 0)).toBeGreaterThan(0);
  expect(soak.perSecond).toBeCloseTo(0.7 * soak.capacity);
  expect(said).toHaveLength(14);
}, 300_000);

test('memory that rises in the second half is not flat, whatever it was that rose; what goes up and down is', () => {
  const parts = Array.from({ length: 12 }, (_, at) => at);
  expect(riseInSecondHalf(parts.map((at) => 100 + 5 * at))).toBeCloseTo(25);
  expect(riseInSecondHalf(parts.map((at) => (at < 6 ? 50 * at : 250)))).toBe(0);
  expect(riseInSecondHalf(parts.map((at) => 100 + [0, 9, 0, 0, 9, 0][at % 6]!))).toBeCloseTo(0);
  expect(riseInSecondHalf([100])).toBe(0);

  expect(isFlat(mostRise)).toBe(true);
  for (const kind of Object.keys(mostRise) as (keyof typeof mostRise)[]) {
    expect(isFlat({ ...mostRise, [kind]: mostRise[kind] + 0.1 })).toBe(false);
  }
});
