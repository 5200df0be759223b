import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { connect } from './connect.ts';
import { describeSchema } from './describe-schema.ts';
import { migrate } from './migrate.ts';
import { allOffenders } from './testing/catalog-rules.ts';
import { asOwner, type ScratchDatabase, scratchDatabase } from './testing/scratch-database.ts';
import { run, tenantContext, tenantsWithRows } from './testing/tenants-with-rows.ts';
import { bundled, oldest, startCluster, type ThrowawayCluster } from './testing/throwaway-cluster.ts';

const migrations = path.join(import.meta.dirname, '../supabase/migrations');
const files = (await readdir(migrations)).filter((file) => file.endsWith('.sql')).sort();
const versionOf = (file: string) => file.slice(0, 14);
const schemaSql = await readFile(path.join(import.meta.dirname, 'schema.sql'), 'utf8');

test('the files are named so that Supabase and this command take them in the same order', () => {
  for (const file of files) expect(file).toMatch(/^\d{14}_[a-z0-9_]+\.sql$/);
  expect(new Set(files.map(versionOf)).size).toBe(files.length);
});

const recorded = (ownerUrl: string) =>
  asOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query(
      'select * from supabase_migrations.schema_migrations order by version',
    );
    return rows;
  });

/**
 * The statements of a file as `supabase db push` splits it: at semicolons, but for those in comments, strings,
 * function bodies, parentheses and between ATOMIC and the next END, be it a part of a word.
 */
const statementsOf = (sql: string) =>
  [
    ...sql.matchAll(
      /(?:--[^\n]*\n|\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|"[^"]*"|\batomic\b(?:--[^\n]*\n|'(?:[^']|'')*'|(?!end)[\s\S])*end|[^;])+;?/gi,
    ),
  ]
    .map(([statement]) => statement.replace(/;$/, '').trim())
    .filter((statement) => statement.replace(/--[^\n]*/g, '').trim() !== '');

/** What `supabase db push` does: every statement by itself, a file in one transaction, and a row for each file. */
const push = (ownerUrl: string, pushed: string[]) =>
  asOwner(ownerUrl, async (owner) => {
    await owner.query('create schema if not exists supabase_migrations');
    await owner.query(
      'create table if not exists supabase_migrations.schema_migrations (version text not null primary key)',
    );
    await owner.query(
      'alter table supabase_migrations.schema_migrations add column if not exists statements text[]',
    );
    await owner.query('alter table supabase_migrations.schema_migrations add column if not exists name text');
    for (const file of pushed) {
      const statements = statementsOf(await readFile(path.join(migrations, file), 'utf8'));
      await owner.query('begin');
      // An empty list of values lets the driver use the extended protocol, which takes one statement only.
      for (const statement of statements)
        await owner.query({ text: statement, values: [], queryMode: 'extended' } as never);
      await owner.query(
        'insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)',
        [versionOf(file), file.slice(15, -4), statements],
      );
      await owner.query('commit');
    }
  });

describe('migrating', () => {
  let scratch: ScratchDatabase;
  let folder: string;
  beforeEach(async () => {
    const urls = { ownerUrl: inject('ownerUrl'), appUrl: inject('appUrl') };
    scratch = await scratchDatabase(urls, { migrated: false });
    folder = await mkdtemp(path.join(tmpdir(), 'regulars-migrations-'));
  });
  afterEach(async () => {
    await scratch.drop();
    await rm(folder, { recursive: true, force: true });
  });
  const write = (name: string, sql: string) => writeFile(path.join(folder, name), sql);
  const tablesThere = () =>
    asOwner(scratch.ownerUrl, async (owner) => {
      const { rows } = await owner.query(
        "select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
      );
      return rows.map(({ name }) => name);
    });

  test('applies every file in the order of its name, and each once', async () => {
    expect(await migrate(scratch.ownerUrl)).toEqual(files);
    expect((await recorded(scratch.ownerUrl)).map(({ version, name }) => `${version}_${name}.sql`)).toEqual(
      files,
    );
    expect(await migrate(scratch.ownerUrl)).toEqual([]);
  });

  test('applies what was added since, and nothing that is no migration', async () => {
    await write('20300101000000_first.sql', 'create table first ()');
    await write('20300103000000_third.sql', 'alter table second rename to third');
    await write('README.md', 'no migration');
    await write('seed.sql', 'create table seed ()');
    await write('20300102000000_second.sql', 'create table second ()');
    expect(await migrate(scratch.ownerUrl, folder)).toHaveLength(3);
    await write('20300104000000_fourth.sql', 'create table fourth ()');
    expect(await migrate(scratch.ownerUrl, folder)).toEqual(['20300104000000_fourth.sql']);
    expect(await tablesThere()).toEqual(['first', 'fourth', 'third']);
  });

  test('twice at once applies each file once', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrate(scratch.ownerUrl)));
    expect(applied.flat().sort()).toEqual(files);
  });

  test('stops at a file that fails, leaves nothing of it, and goes on from there once it is mended', async () => {
    await write('20300101000000_first.sql', 'create table first ()');
    await write('20300102000000_second.sql', 'create table second (); create table half (); select 1 / 0;');
    await write('20300103000000_third.sql', 'create table third ()');
    await expect(migrate(scratch.ownerUrl, folder)).rejects.toMatchObject({
      code: '22012',
      message: '20300102000000_second.sql: division by zero',
    });
    expect(await tablesThere()).toEqual(['first']);
    expect(await recorded(scratch.ownerUrl)).toHaveLength(1);

    await write('20300102000000_second.sql', 'create table second ()');
    expect(await migrate(scratch.ownerUrl, folder)).toHaveLength(2);
    expect(await tablesThere()).toEqual(['first', 'second', 'third']);
  });

  test('puts nothing into a database that has no room for Arabic', async () => {
    const name = `${new URL(scratch.ownerUrl).pathname.slice(1)}_latin`;
    const latin = new URL(scratch.ownerUrl);
    latin.pathname = name;
    await asOwner(inject('ownerUrl'), (owner) =>
      owner.query(`create database "${name}" encoding 'LATIN1' locale 'C' template template0`),
    );
    try {
      await expect(migrate(latin.href)).rejects.toThrow(/^The database keeps text as LATIN1/);
      await asOwner(latin.href, async (owner) => {
        const { rows } = await owner.query("select from pg_namespace where nspname = 'supabase_migrations'");
        expect(rows).toEqual([]);
      });
    } finally {
      await asOwner(inject('ownerUrl'), (owner) => owner.query(`drop database "${name}"`));
    }
  });

  test('waits for whoever is at work on a table, and holds up nobody for long', async () => {
    await migrate(scratch.ownerUrl);
    const [tenant] = await tenantsWithRows(scratch.ownerUrl, 1);
    await write('20300101000000_locking.sql', 'alter table org_customers_mst add column nickname text');
    const app = connect(scratch.appUrl);
    const served = () =>
      run<{ id: string }>(
        app.each(tenantContext(tenant!.tenantId)),
        `update org_customers_mst set notes = 'still served' where id = '${tenant!.customerId}' returning id`,
      );
    await asOwner(scratch.ownerUrl, async (report) => {
      await report.query('begin');
      await report.query('lock table org_customers_mst in access share mode');
      const migrating = migrate(scratch.ownerUrl, folder);
      await asOwner(scratch.ownerUrl, async (watcher) => {
        const waits = async () =>
          (
            await watcher.query(
              `select from pg_locks where relation = 'org_customers_mst'::regclass and not granted`,
            )
          ).rowCount;
        // Twice, so that it has given way in between.
        for (const _ of [1, 2]) {
          await expect.poll(waits, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
          expect(await served()).toHaveLength(1);
        }
      });
      await report.query('rollback');
      expect(await migrating).toEqual(['20300101000000_locking.sql']);
    });
    expect(await served()).toHaveLength(1);
    await app.close();
  });

  test.each([1, 4])('goes on where "supabase db push" stopped after %i files', async (done) => {
    await push(scratch.ownerUrl, files.slice(0, done));
    expect(await migrate(scratch.ownerUrl)).toEqual(files.slice(done));
    expect(await describeSchema(scratch.ownerUrl)).toBe(schemaSql);
  });

  test('leaves "supabase db push" nothing to do, and records what it would have', async () => {
    await migrate(scratch.ownerUrl);
    const rows = await recorded(scratch.ownerUrl);
    expect(rows.map(({ version }) => version)).toEqual(files.map(versionOf));
    for (const { statements } of rows) expect(statements.join('')).not.toBe('');
  });

  test('takes over a record of versions alone', async () => {
    await asOwner(scratch.ownerUrl, async (owner) => {
      await owner.query('create schema supabase_migrations');
      await owner.query(
        'create table supabase_migrations.schema_migrations (version text not null primary key)',
      );
      await owner.query("insert into supabase_migrations.schema_migrations values ('20300101000000')");
    });
    await write('20300101000000_first.sql', 'create table first ()');
    await write('20300102000000_second.sql', 'create table second ()');
    expect(await migrate(scratch.ownerUrl, folder)).toEqual(['20300102000000_second.sql']);
  });

  test('leaves no large table that was written anew in a state in which no index alone can be read', async () => {
    await write(
      '20300101000000_first.sql',
      `create table large (n integer primary key, text text);
       insert into large select n, repeat('x', 1000) from generate_series(1, 10_000) n`,
    );
    await write('20300102000000_second.sql', 'alter table large alter n type bigint');
    const pagesSeen = () =>
      asOwner(scratch.ownerUrl, async (owner) => {
        const { rows } = await owner.query("select relallvisible from pg_class where relname = 'large'");
        return rows[0].relallvisible;
      });
    await migrate(scratch.ownerUrl, folder);
    expect(await pagesSeen()).toBeGreaterThan(1000);
    // As a migration leaves it that was broken off before the end, or pushed by somebody else.
    await asOwner(scratch.ownerUrl, (owner) => owner.query('alter table large alter n type integer'));
    expect(await pagesSeen()).toBe(0);
    await migrate(scratch.ownerUrl, folder);
    expect(await pagesSeen()).toBeGreaterThan(1000);
  });

  test('can be pushed by Supabase alone, statement by statement', async () => {
    await push(scratch.ownerUrl, files);
    expect(await migrate(scratch.ownerUrl)).toEqual([]);
    expect(await describeSchema(scratch.ownerUrl)).toBe(schemaSql);
  });
});

// What a Supabase project has before anybody adds a table.
const supabase = (owner: string) => `
  create role supabase_admin superuser login;
  create role anon nologin noinherit;
  create role authenticated nologin noinherit;
  create role service_role nologin noinherit bypassrls;
  create role authenticator login noinherit;
  grant anon, authenticated, service_role to authenticator;
  grant anon, authenticated, service_role to ${owner};
  create schema auth authorization supabase_admin;
  create table auth.users (id uuid primary key);
  create schema extensions;
  grant usage on schema public, extensions to anon, authenticated, service_role;
  grant all on schema public to ${owner};
  alter default privileges for role ${owner} in schema public grant all on tables to anon, authenticated, service_role;
  alter default privileges for role ${owner} in schema public grant all on functions to anon, authenticated, service_role;
  alter default privileges for role ${owner} in schema public grant all on sequences to anon, authenticated, service_role;
  alter default privileges for role supabase_admin in schema public grant all on tables to anon, authenticated, service_role`;

describe.each([bundled, oldest])('on $title, as an owner who is no superuser', (programs) => {
  let cluster: ThrowawayCluster;
  beforeAll(async () => {
    if (programs.installed) cluster = await startCluster(programs);
  });
  afterAll(async () => cluster?.stop());

  const asSuperuser = <T>(database: string, work: (client: pg.Client) => Promise<T>) =>
    asOwner(cluster.url('postgres', database), work);

  describe.skipIf(!programs.installed).each([
    { bypass: 'bypassrls', project: true },
    { bypass: 'bypassrls', project: false },
    { bypass: 'nobypassrls', project: true },
    { bypass: 'nobypassrls', project: false },
  ])('with $bypass, in a Supabase project: $project', ({ bypass, project }) => {
    const owner = 'shop_owner';
    beforeAll(async () => {
      await asSuperuser('postgres', async (superuser) => {
        await superuser.query(`create role ${owner} login createrole ${bypass}`);
        await superuser.query(`create database shop owner ${owner}`);
      });
      if (project) await asSuperuser('shop', (superuser) => superuser.query(supabase(owner)));
    });
    afterAll(async () => {
      await asSuperuser('postgres', async (superuser) => {
        await superuser.query('drop database shop with (force)');
        await superuser.query('drop database if exists other_shop with (force)');
        const { rows } = await superuser.query(
          `select quote_ident(rolname) as role from pg_roles where rolname !~ '^(pg_|postgres$)'`,
        );
        await superuser.query(`drop role ${rows.map(({ role }) => role).join(', ')}`);
      });
    });

    test('all files are applied, and every rule of the catalog holds', async () => {
      expect(await migrate(cluster.url(owner, 'shop'))).toEqual(files);
      expect(await asSuperuser('shop', allOffenders)).toEqual([]);
    });

    test('the schema is the one that was reviewed', async () => {
      expect(await describeSchema(cluster.url(owner, 'shop'))).toBe(schemaSql);
    });

    test('the login of the server works, as a tenant and as nobody else', async () => {
      const [mine] = await tenantsWithRows(cluster.url('postgres', 'shop'), 2);
      const database = connect(cluster.url('regulars_app', 'shop'));
      try {
        const tenant = database.each(tenantContext(mine!.tenantId));
        const [added] = await run(
          tenant,
          `insert into org_customers_mst (tenant_org_id, profile_status, name, phone)
           values ('${mine!.tenantId}', 'stub', 'سارة البلوشي', '+96890123457') returning customer_number`,
        );
        expect(added).toEqual({ customer_number: 'CUST-00003' });
        expect(await run(tenant, 'select distinct tenant_org_id from org_customers_mst')).toEqual([
          { tenant_org_id: mine!.tenantId },
        ]);
        expect(
          await run(tenant, "select token from org_customer_tokens where token >= 'سار' and token < 'سارى'"),
        ).toEqual([{ token: 'ساره' }]);
        expect(await run(tenant, "select current_setting('plan_cache_mode') as plans")).toEqual([
          { plans: 'force_generic_plan' },
        ]);
      } finally {
        await database.close();
      }
      const login = new pg.Client({ connectionString: cluster.url('regulars_app', 'shop') });
      await login.connect();
      await expect(login.query('select from org_customers_mst')).rejects.toMatchObject({ code: '42501' });
      await login.end();
    });

    test.skipIf(!project)('the API roles of Supabase reach nothing', async () => {
      const names = ['org_customers_mst', 'sys_people', 'org_customer_tokens'];
      await asSuperuser('shop', async (superuser) => {
        for (const role of ['anon', 'authenticated', 'service_role']) {
          await superuser.query(`set role ${role}`);
          for (const name of names) {
            await expect(superuser.query(`select from ${name}`)).rejects.toMatchObject({ code: '42501' });
          }
          const number = superuser.query('select generate_customer_number(gen_random_uuid())');
          await expect(number).rejects.toMatchObject({ code: '42501' });
          await expect(superuser.query("select regulars.fold('a')")).rejects.toMatchObject({ code: '42501' });
        }
      });
    });

    test('another database of the cluster, of another owner, gets along with the roles that are there', async () => {
      await asSuperuser('postgres', async (superuser) => {
        await superuser.query(`create role other_owner login createrole ${bypass}`);
        await superuser.query('create database other_shop owner other_owner');
      });
      expect(await migrate(cluster.url('other_owner', 'other_shop'))).toEqual(files);
      expect(await asSuperuser('other_shop', allOffenders)).toEqual([]);
    });
  });
});
