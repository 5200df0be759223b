import { migrate } from '@regulars/database/migrate';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './open-database.ts';
import { scramVerifier } from './scram-verifier.ts';
import { readSettings } from './settings.ts';
import { asOwner } from './testing/as-owner.ts';
import { emptyDatabase } from './testing/empty-database.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
beforeEach(async () => {
  database = await emptyDatabase();
});
afterEach(() => database.drop());

const open = () => openDatabase(readSettings({ DATABASE_URL: database.appUrl }));
const change = (statement: string) => asOwner(statement, [], database.ownerUrl);

test('a database that lacks a migration of this release is not served, however much of it there is', async () => {
  const older = /^The database is older than this release: run "npm run migrate" first\.$/;
  // One that can be applied once more.
  await change(`delete from supabase_migrations.schema_migrations where name = 'what_is_applied'`);
  await expect(open()).rejects.toThrow(older);
  // As it was before a server could ask.
  await change('revoke select on supabase_migrations.schema_migrations from regulars_identity');
  await expect(open()).rejects.toThrow(older);
  await migrate(database.ownerUrl);
  expect(await open()).toMatchObject({ appUrl: database.appUrl });
});

test('a database newer than the release is served: the servers before an update go on', async () => {
  await change(`insert into supabase_migrations.schema_migrations (version) values ('99991231000000')`);
  expect(await open()).toMatchObject({ appUrl: database.appUrl });
});

test.each([
  ['search_path', 'pg_catalog', 'search_path = public'],
  ['timezone', "'Asia/Muscat'", 'timezone = UTC'],
  ['row_security', 'off', 'row_security = on'],
  ['standard_conforming_strings', 'off', 'standard_conforming_strings = on'],
])(
  'sessions with another %s are refused with the statement that sets it right',
  async (name, value, needed) => {
    const { pathname } = new URL(database.appUrl);
    const login = `alter role "regulars_app" in database "${pathname.slice(1)}"`;
    await change(`${login} set ${name} = ${value}`);
    const refused = await open().catch(({ message }) => message);
    expect(refused).toBe(
      `The sessions of DATABASE_URL are set otherwise than the server needs: ${login} set ${needed}`,
    );
    await change(refused.slice(refused.indexOf(': ') + 2));
    expect(await open()).toMatchObject({ appUrl: database.appUrl });
  },
);

test('a database that takes no writes gets one sentence at the start', async () => {
  await change(
    `alter database "${new URL(database.appUrl).pathname.slice(1)}" set default_transaction_read_only = on`,
  );
  await expect(open()).rejects.toThrow(/^The database at DATABASE_URL takes no writes.*default_transaction/);
});

test('the password of the login is set without being told: no log and no view of PostgreSQL can show it', async () => {
  const password = `it's ${crypto.randomUUID()} كلمة`;
  const login = `open_database_${crypto.randomUUID().slice(0, 8)}`;
  const verifier = await scramVerifier(password);
  await change(`create role ${login} login password '${verifier}'`);
  try {
    // Kept as it is, and not taken for a password.
    expect(await change(`select rolpassword from pg_authid where rolname = '${login}'`)).toEqual([
      { rolpassword: verifier },
    ]);
    const as = async (given: string) => {
      const { hostname, port, pathname } = new URL(database.appUrl);
      const client = new pg.Client({
        host: hostname,
        port: Number(port),
        database: pathname.slice(1),
        user: login,
        password: given,
      });
      await client.connect();
      await client.end();
    };
    await as(password);
    await expect(as(`${password}.`)).rejects.toMatchObject({ code: '28P01' });
  } finally {
    await change(`drop role ${login}`);
  }
});
