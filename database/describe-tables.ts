import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

/**
 * The TypeScript types of the tables in the database at `url`, for `query`: the text of tables.ts.
 *
 * @param url of a login that may read pg_catalog
 */
export const describeTables = async (url: string): Promise<string> => {
  const codegen = createRequire(import.meta.url).resolve('kysely-codegen/dist/cli/bin.js');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      codegen,
      ...[
        '--print',
        '--log-level',
        'error',
        '--dialect',
        'postgres',
        '--default-schema',
        'public',
        '--include-pattern',
        'public.*',
      ],
      ...['--date-parser', 'string', '--type-mapping', '{"int8":"number"}'],
    ],
    // Not as an argument, which every user of the machine can read.
    { env: { ...process.env, DATABASE_URL: url }, maxBuffer: 10_000_000 },
  );
  return `${stdout.trim()}\n`;
};
