import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Context } from '@regulars/database/context-query';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sample, writeScripts } from './pgbench.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'regulars-pgbench-'));
});
afterAll(() => rm(folder, { recursive: true }));

const context: Context = {
  role: 'regulars_tenant',
  tenantId: '0198c0de-0000-7000-8000-000000000000',
  actorId: 'bench',
  actorName: '',
  requestId: 'bench',
};
const sample = (unique: string, ...statements: { text: string; values: unknown[] }[]): Sample => ({
  transactions: [{ context, begin: false, statements }],
  unique,
});

test('each statement is asked with the parameters of the samples, lists, absent ones and ever new ones among them', async () => {
  const text = 'select $1, $2, $3, $4';
  const scripts = await writeScripts(
    [
      sample('91000001', { text, values: [['a "b"', 'c'], null, '+96891000001', 7] }),
      sample('91000002', { text, values: [['d'], null, '+96891000002', 8] }),
    ],
    folder,
    'parameters',
  );
  expect(scripts).toHaveLength(1);
  const script = await readFile(scripts![0]!.file, 'utf8');
  expect(script).toContain("select :s0_0_5, null, (U&'+968' || :unique), :s0_0_6;");
  expect(script).toContain(
    String.raw`(array[U&'{"a \\"b\\"","c"}',U&'{"d"}'])[:at] as s0_0_5,
(array[U&'7',U&'8'])[:at] as s0_0_6`,
  );
});

test('what is asked in more ways than two is not given to pgbench', async () => {
  const ways = ['select 1', 'select 2', 'select 3'].map((text) => sample('91000001', { text, values: [] }));
  expect(await writeScripts(ways.slice(0, 2), folder, 'two')).toHaveLength(2);
  expect(await writeScripts(ways, folder, 'three')).toBeNull();
});
