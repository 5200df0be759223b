import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describeSchema } from '@regulars/database/describe-schema';
import { operations } from './server/app.ts';
import { openapiDocument } from './server/http/openapi-document.ts';
import { openDatabase } from './server/open-database.ts';
import { readSettings } from './server/settings.ts';

/**
 * Writes what follows from something else: openapi.json (from the contract and the routes), sdk/openapi.gen.ts
 * (from openapi.json), database/schema.sql and database/tables.ts (from the migrations, run on a fresh database).
 */
const run = promisify(execFile);
const root = import.meta.dirname;

const writeOpenapi = async () => {
  const document = openapiDocument(operations({ people: null as never, setupLink: null as never }));
  await writeFile(path.join(root, 'openapi.json'), `${JSON.stringify(document, null, 2)}\n`);
  await run(process.execPath, [path.join(root, 'sdk/generate.ts')]);
};

const writeSchema = async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'regulars-generate-'));
  const { ownerUrl, close } = await openDatabase(readSettings({ DATA_DIR: folder }));
  try {
    await writeFile(path.join(root, 'database/schema.sql'), await describeSchema(ownerUrl!));
    await run(path.join(root, 'node_modules/.bin/kysely-codegen'), [
      ...['--dialect', 'postgres', '--url', ownerUrl!, '--out-file', path.join(root, 'database/tables.ts')],
      ...['--default-schema', 'public', '--include-pattern', 'public.*'],
      ...['--date-parser', 'string', '--type-mapping', '{"int8":"number"}'],
    ]);
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
};

await writeOpenapi();
await writeSchema();
