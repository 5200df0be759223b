import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeSchema } from '@regulars/database/describe-schema';
import { describeTables } from '@regulars/database/describe-tables';
import { openapiTypesOf } from './sdk/generate.ts';
import { describedOperations } from './server/app.ts';
import { openapiDocument } from './server/http/openapi-document.ts';
import { openDatabase } from './server/open-database.ts';
import { countriesByCallingCode } from './server/phones/countries-by-calling-code.ts';
import { readSettings } from './server/settings.ts';

/**
 * Writes what follows from something else: openapi.json (from the contract and the routes), sdk/openapi.gen.ts
 * (from openapi.json), admin/phones/calling-codes.gen.ts (from the server's phone library), database/schema.sql and
 * database/tables.ts (from the migrations, run on a fresh database).
 */
const root = import.meta.dirname;

const openapi = () => {
  const document = openapiDocument(describedOperations());
  return `${JSON.stringify(document, null, 2)}\n`;
};

/** For the browser, which has no phone library; short, because every page carries it. */
const callingCodes = () => {
  const lines = Object.entries(countriesByCallingCode()).map(
    ([code, countries]) => `  '${code}': '${countries.join(' ')}',\n`,
  );
  return `// Written by "npm run generate".

/** Calling code → its countries, the one that has most of it first. */
export const countriesByCallingCode: Readonly<Record<string, string>> = {
${lines.join('')}};
`;
};

/** What is written without a database, by file. */
const written: Record<string, () => string | Promise<string>> = {
  'openapi.json': openapi,
  'sdk/openapi.gen.ts': () => openapiTypesOf(openapi()),
  'admin/phones/calling-codes.gen.ts': callingCodes,
};

const write = async () => {
  for (const [file, text] of Object.entries(written)) await writeFile(path.join(root, file), await text());
};

/** `--check`: does anything of it differ from what is committed? */
const check = async () => {
  const stale: string[] = [];
  for (const [file, text] of Object.entries(written)) {
    const committed = await readFile(path.join(root, file), 'utf8').catch(() => null);
    if (committed !== (await text())) stale.push(file);
  }
  if (stale.length === 0) return;
  process.stderr.write(`Not what it is written from: ${stale.join(', ')}. Run "npm run generate".\n`);
  process.exitCode = 1;
};

const writeSchema = async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'regulars-generate-'));
  const { ownerUrl, close } = await openDatabase(readSettings({ DATA_DIR: folder }));
  try {
    await writeFile(path.join(root, 'database/schema.sql'), await describeSchema(ownerUrl!));
    await writeFile(path.join(root, 'database/tables.ts'), await describeTables(ownerUrl!));
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
};

if (process.argv.includes('--check')) await check();
else {
  await write();
  await writeSchema();
}
