import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { runSoak, slopePerHour } from './run-soak.ts';

test('a soak of seconds is answered in full, at the pace that was set and without an error', async () => {
  await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, '../admin/build.ts')]);
  const said: string[] = [];
  const soak = await runSoak({ seconds: 6, tenants: 3, customers: 50, say: (line) => said.push(line) });
  expect(soak.errors, said.join('\n')).toBe(0);
  expect(soak.parts).toHaveLength(12);
  for (const { answers, seconds, p50, p99 } of soak.parts) {
    // Not faster than asked, whatever the machine could do; one for each connection may be under way.
    expect(answers).toBeLessThanOrEqual(soak.perSecond * seconds + 16);
    expect(p99).toBeGreaterThanOrEqual(p50);
  }
  expect(soak.parts.reduce((sum, { answers }) => sum + answers, 0)).toBeGreaterThan(0);
  expect(soak.perSecond).toBeCloseTo(0.7 * soak.capacity);
  expect(said).toHaveLength(13);
});

test('memory that grows is told by the hour, memory that goes up and down is flat', () => {
  const every = Array.from({ length: 60 }, (_, at) => at);
  expect(slopePerHour(every.map((at) => ({ at, mb: 100 + at / 36 })))).toBeCloseTo(100);
  expect(slopePerHour(every.map((at) => ({ at, mb: at < 30 ? 100 + at : 159 - at })))).toBeCloseTo(0, 0);
  expect(slopePerHour([{ at: 1, mb: 100 }])).toBe(0);
});
