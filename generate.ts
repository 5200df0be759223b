import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeSchema } from '@regulars/database/describe-schema';
import { describeTables } from '@regulars/database/describe-tables';
import { openapiTypesOf } from './sdk/generate.ts';
import { operations } from './server/app.ts';
import { openapiDocument } from './server/http/openapi-document.ts';
import { openDatabase } from './server/open-database.ts';
import { readSettings } from './server/settings.ts';

/**
 * Writes what follows from something else: openapi.json (from the contract and the routes), sdk/openapi.gen.ts
 * (from openapi.json), database/schema.sql and database/tables.ts (from the migrations, run on a fresh database).
 */
const root = import.meta.dirname;

const openapi = () => {
  const document = openapiDocument(
    operations({
      people: null as never,
      setupLink: null as never,
      verification: null as never,
    }),
  );
  return `${JSON.stringify(document, null, 2)}\n`;
};
const openapiFile = path.join(root, 'openapi.json');
const sdkTypesFile = path.join(root, 'sdk/openapi.gen.ts');

const writeOpenapi = async () => {
  await writeFile(openapiFile, openapi());
  await writeFile(sdkTypesFile, await openapiTypesOf(openapi()));
};

/** `--check`: does anything written from the contract differ from what is committed? */
const checkOpenapi = async () => {
  const same =
    (await readFile(openapiFile, 'utf8')) === openapi() &&
    (await readFile(sdkTypesFile, 'utf8')) === (await openapiTypesOf(openapi()));
  if (same) return;
  process.stderr.write(
    'openapi.json or sdk/openapi.gen.ts is not what the contract says: run "npm run generate".\n',
  );
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

if (process.argv.includes('--check')) await checkOpenapi();
else {
  await writeOpenapi();
  await writeSchema();
}
