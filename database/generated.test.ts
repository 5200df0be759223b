import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { describeSchema } from './describe-schema.ts';
import { describeTables } from './describe-tables.ts';

const ownerUrl = inject('ownerUrl');
const written = (file: string) => readFile(path.join(import.meta.dirname, file), 'utf8');
const whenNot = 'the migrations make something else: run "npm run generate" and read the diff';

test('schema.sql is what the migrations make', async () => {
  expect(await describeSchema(ownerUrl), whenNot).toBe(await written('schema.sql'));
});

test('tables.ts is what the migrations make', async () => {
  expect(await describeTables(ownerUrl), whenNot).toBe(await written('tables.ts'));
});
