import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connect, type Database, type Statements } from './connect.ts';
import { ContextQuery, prepareContext } from './context-query.ts';
import { asOwner } from './testing/scratch-database.ts';
import { identityContext, run, tables, tenantContext, tenantsWithRows } from './testing/tenants-with-rows.ts';

const ownerUrl = inject('ownerUrl');
const appUrl = inject('appUrl');
const denied = { code: '42501' };

const all = await tables(ownerUrl);
const tenantTables = all.filter((table) => table.tenantColumn !== null);
const [mine, theirs] = (await tenantsWithRows(ownerUrl, 2)) as [Tenant, Tenant];
interface Tenant {
  tenantId: string;
  customerId: string;
}

const database = connect(appUrl, { connections: 1 });
afterAll(database.close);
const asMine = database.each(tenantContext(mine.tenantId));
const asIdentity = database.each(identityContext);

const owner = new pg.Client({ connectionString: ownerUrl });
beforeAll(() => owner.connect());
afterAll(() => owner.end());

/** Every row of a tenant in every table, as text. */
const rowsOf = async (tenantId: string) => {
  const found: Record<string, string[]> = {};
  for (const { name, tenantColumn } of tenantTables) {
    const { rows } = await owner.query(
      `select t::text as row from ${name} t where ${tenantColumn} = $1 order by 1`,
      [tenantId],
    );
    found[name] = rows.map(({ row }) => row);
  }
  return found;
};

describe('without a context the login of the server', () => {
  const login = new pg.Client({ connectionString: appUrl });
  beforeAll(() => login.connect());
  afterAll(() => login.end());

  test.each(all)('can neither read nor write $name', async ({ name }) => {
    await expect(login.query(`select from ${name}`)).rejects.toMatchObject(denied);
    await expect(login.query(`insert into ${name} default values`)).rejects.toMatchObject(denied);
    await expect(login.query(`delete from ${name}`)).rejects.toMatchObject(denied);
  });

  test('sees no row as a tenant either, until it says which', async () => {
    const nobody = database.each(tenantContext(''));
    for (const { name } of tenantTables) expect(await run(nobody, `select * from ${name}`)).toEqual([]);
  });
});

describe('in the context of a tenant', () => {
  test.each(tenantTables)('the rows of $name are its own, and all of them', async ({ name }) => {
    const seen = await run<{ row: string }>(asMine, `select t::text as row from ${name} t order by 1`);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.map(({ row }) => row)).toEqual((await rowsOf(mine.tenantId))[name]);
  });

  test.each(all.filter((table) => table.tenantColumn === null))('$name is out of reach', async ({ name }) => {
    await expect(run(asMine, `select from ${name}`)).rejects.toMatchObject(denied);
    await expect(run(asMine, `insert into ${name} default values`)).rejects.toMatchObject(denied);
  });

  test('no row of another tenant is added, changed or deleted', async () => {
    const before = await rowsOf(theirs.tenantId);
    const other = theirs.tenantId;
    const refused = [
      `insert into org_customers_mst (tenant_org_id, profile_status) values ('${other}', 'guest')`,
      `insert into org_customer_counters values ('${other}', 7)`,
      `insert into org_idempotency_keys (tenant_org_id, actor_id, key, request_hash) values ('${other}', 'somebody', 'k', '')`,
      `insert into org_api_keys (tenant_org_id, name, role, secret_hash, start) values ('${other}', 'x', 'staff', sha256(''), 'x')`,
      `select generate_customer_number('${other}')`,
      `insert into org_phone_attempts (tenant_org_id, phone) values ('${other}', '+96890123499')`,
      `insert into sys_otp_codes (tenant_org_id, phone, country, purpose, channel, provider, ip, expires_at)
        values ('${other}', '+96890123456', 'OM', 'login', 'sms', 'none', '127.0.0.1', now())`,
      `insert into org_orders_mst (tenant_org_id, customer_id, total, currency, content_hash)
        values ('${other}', '${theirs.customerId}', 1, 'OMR', sha256(''))`,
      `insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points) values ('${other}', '${theirs.customerId}', 'redeem', -1)`,
      `insert into org_loyalty_settings (tenant_org_id) values ('${other}')`,
      `insert into org_customer_contacts (tenant_org_id, customer_id, merge_id, kind, value)
        values ('${other}', '${theirs.customerId}', '${theirs.customerId}', 'phone', '+96890123499')`,
      `insert into org_verification_settings (tenant_org_id) values ('${other}')`,
      `update org_idempotency_keys set tenant_org_id = '${other}'`,
      `update org_customers_mst set tenant_org_id = '${other}'`,
      `update org_customer_contacts set customer_id = customer_id where tenant_org_id = '${other}'`,
    ];
    for (const sql of refused) await expect(run(asMine, sql), sql).rejects.toMatchObject(denied);
    const missed = [
      `update org_customers_mst set name = 'taken' where tenant_org_id = '${other}' returning id`,
      `update org_customer_counters set last_number = 0 where tenant_org_id = '${other}' returning last_number`,
      `update org_api_keys set revoked_at = now() where tenant_org_id = '${other}' returning id`,
      `update org_idempotency_keys set answer = '{}' where tenant_org_id = '${other}' returning key`,
      `delete from org_idempotency_keys where tenant_org_id = '${other}' returning key`,
      `update org_phone_attempts set failures = 0 where tenant_org_id = '${other}' returning phone`,
      `update org_customer_merge_log set undone_at = now() where tenant_org_id = '${other}' returning id`,
      `update org_customer_contacts set removed_at = now() where tenant_org_id = '${other}' returning id`,
      `delete from org_customer_contacts where tenant_org_id = '${other}' returning id`,
      `update org_orders_mst set total = 0 where tenant_org_id = '${other}' returning id`,
      `update org_loyalty_settings set enabled = false where tenant_org_id = '${other}' returning enabled`,
      `update org_verification_settings set attempts = 1 where tenant_org_id = '${other}' returning attempts`,
      `update sys_otp_codes set used_at = now() where tenant_org_id = '${other}' returning id`,
    ];
    for (const sql of missed) expect(await run(asMine, sql), sql).toEqual([]);
    expect(await rowsOf(other)).toEqual(before);
  });

  test('a key that another tenant has is free, and says nothing of the other', async () => {
    const sql = `insert into org_customers_mst (tenant_org_id, id, profile_status, phone)
      values ('${mine.tenantId}', '${theirs.customerId}', 'guest', '+96890123499') returning customer_number`;
    expect(await run(asMine, sql)).toEqual([{ customer_number: 'CUST-00003' }]);
  });

  test('history, search words and counts are written by triggers alone', async () => {
    const before = await rowsOf(mine.tenantId);
    const me = mine.tenantId;
    const refused = [
      `insert into org_customer_history (tenant_org_id, customer_id, version, action, changes)
        values ('${me}', '${mine.customerId}', 2, 'updated', '{}')`,
      `update org_customer_history set actor_id = 'somebody else'`,
      'delete from org_customer_history',
      `insert into org_customer_tokens values ('${me}', true, 'planted', '${mine.customerId}')`,
      `update org_customer_tokens set token = 'planted'`,
      `insert into org_customer_words values ('${me}', 'planted', 'planted')`,
      `insert into org_customer_word_keys values ('${me}', 'plntd', 'planted')`,
      `insert into org_customer_counts values ('${me}', 'full', true, 1000)`,
      'update org_customer_counts set is_active = false',
      'delete from org_customer_counts',
    ];
    for (const sql of refused) await expect(run(asMine, sql), sql).rejects.toMatchObject(denied);
    expect(await run(asMine, 'update org_customer_counts set customers = 0 returning customers')).toEqual([]);
    expect(await run(asMine, 'delete from org_customer_tokens returning token')).toEqual([]);
    // Words are forgotten, but none that a customer has, and their keys with them alone.
    expect(await run(asMine, 'delete from org_customer_words returning word')).toEqual([]);
    expect(await run(asMine, 'delete from org_customer_word_keys returning word')).toEqual([]);
    expect(await rowsOf(me)).toEqual(before);
  });

  test('of a customer only what a caller may decide is written, and none is deleted', async () => {
    const decided = [
      'first_name',
      'last_name',
      'display_name',
      'name',
      'name2',
      'phone',
      'email',
      'birth_date',
    ];
    decided.push('avatar_url', 'preferences', 'notes', 'tags');
    const { rows: columns } = await owner.query<{ attname: string; attgenerated: string }>(
      `select attname::text, attgenerated from pg_attribute
       where attrelid = 'org_customers_mst'::regclass and attnum > 0 and not attisdropped`,
    );
    expect(columns.map(({ attname }) => attname)).toEqual(expect.arrayContaining(decided));
    for (const { attname } of columns) {
      // A kind can be written, and a trigger holds it to what was proven; a tier, to what the rule says.
      if (![...decided, 'is_active', 'profile_status', 'tier'].includes(attname)) {
        const update = run(asMine, `update org_customers_mst set ${attname} = default`);
        await expect(update, attname).rejects.toMatchObject(denied);
      }
      if (![...decided, 'tenant_org_id', 'id', 'profile_status'].includes(attname)) {
        const insert = run(asMine, `insert into org_customers_mst (${attname}) values (default)`);
        await expect(insert, attname).rejects.toMatchObject(denied);
      }
    }
    await expect(run(asMine, 'delete from org_customers_mst')).rejects.toMatchObject(denied);
    await expect(run(asMine, 'truncate org_customers_mst')).rejects.toMatchObject(denied);
  });

  test('what an order earned is written by the order alone, and no entry of the ledger is changed or deleted', async () => {
    const before = await rowsOf(mine.tenantId);
    const entry = (columns: string, values: string) =>
      `insert into org_loyalty_ledger (tenant_org_id, customer_id, ${columns})
        select '${mine.tenantId}', '${mine.customerId}', ${values} from org_orders_mst`;
    for (const sql of [
      entry('kind, points, expires_at', "'earn', 1000, now()"),
      entry('kind, points, order_id', "'undo', -1, id"),
      entry('kind, points, balance', "'redeem', -1, 5"),
      'update org_loyalty_ledger set points = 0',
      'delete from org_loyalty_ledger',
      'delete from org_orders_mst',
      'update org_orders_mst set external_ref = null',
    ]) {
      await expect(run(asMine, sql), sql).rejects.toMatchObject(denied);
    }
    expect(await rowsOf(mine.tenantId)).toEqual(before);
  });

  test('an answer kept for one actor is not found by another', async () => {
    const other = database.each({ ...tenantContext(mine.tenantId), actorId: 'somebody else' });
    expect(await run(asMine, 'select key from org_idempotency_keys')).toEqual([{ key: 'a key' }]);
    expect(await run(other, 'select key from org_idempotency_keys')).toEqual([]);
  });
});

test('the identity context sees businesses and people, and nothing of a business but its staff', async () => {
  const seen = ['org_tenants_mst', 'org_members', 'org_invitations'];
  for (const { name } of all.filter((table) => table.name.startsWith('org_'))) {
    const read = run(asIdentity, `select from ${name}`);
    if (seen.includes(name)) expect((await read).length, name).toBeGreaterThan(1);
    // It ends those of members who leave, in the business that its context names: here none.
    else if (name === 'org_api_keys') expect(await read).toEqual([]);
    else await expect(read, name).rejects.toMatchObject(denied);
  }
  await expect(run(asIdentity, 'select from sys_customers_mst')).rejects.toMatchObject(denied);
});

test('a business that is deleted takes every row of its own along', async () => {
  const [gone] = (await tenantsWithRows(ownerUrl, 1)) as [Tenant];
  for (const [name, rows] of Object.entries(await rowsOf(gone.tenantId))) {
    expect(rows.length, name).toBeGreaterThan(0);
  }
  await asOwner(ownerUrl, (client) =>
    client.query('delete from org_tenants_mst where id = $1', [gone.tenantId]),
  );
  for (const [name, rows] of Object.entries(await rowsOf(gone.tenantId))) expect(rows, name).toEqual([]);
});

test('a customer whom the owner of the database deletes is found and counted no more', async () => {
  const [tenant] = (await tenantsWithRows(ownerUrl, 1)) as [Tenant];
  await owner.query('delete from org_customers_mst where tenant_org_id = $1', [tenant.tenantId]);
  const left = await rowsOf(tenant.tenantId);
  expect(left.org_customer_tokens).toEqual([]);
  expect(left.org_customer_history).toEqual([]);
  expect(left.org_customer_counts).toEqual(
    ['guest,f', 'guest,t', 'stub,t'].map((kind) => `(${tenant.tenantId},${kind},0)`),
  );
});

describe.each([{ prepared: true }, { prepared: false }])(
  'with prepared statements: $prepared',
  ({ prepared }) => {
    describe('nothing of a context is left on the connection', () => {
      const facts = `select current_user::text as role, current_setting('regulars.tenant_org_id', true) as tenant,
      current_setting('regulars.actor_id', true) as actor`;
      const client = new pg.Client({ connectionString: appUrl });
      beforeAll(async () => {
        await client.connect();
        await prepareContext(client, prepared);
      });
      afterAll(() => client.end());

      const inContext = (sql: string, begin: boolean) =>
        new Promise<pg.QueryResult>((resolve, reject) => {
          client.query(
            new ContextQuery(
              { text: sql, values: [] },
              { context: tenantContext(mine.tenantId), begin },
              prepared,
              (error, result) => (error ? reject(error) : resolve(result)),
            ),
          );
        });
      const left = async () => (await client.query(facts)).rows;
      const nothing = [{ role: 'regulars_app', tenant: '', actor: '' }];

      test('after a statement', async () => {
        expect((await inContext(facts, false)).rows).toEqual([
          { role: 'regulars_tenant', tenant: mine.tenantId, actor: 'somebody' },
        ]);
        expect(await left()).toEqual(nothing);
      });

      test('after a statement that failed', async () => {
        await expect(inContext('select 1 / 0', false)).rejects.toMatchObject({ code: '22012' });
        expect(await left()).toEqual(nothing);
      });

      test.each(['commit', 'rollback'])('after a transaction that ends with %s', async (end) => {
        await inContext('select 1', true);
        expect(await left()).toEqual([{ role: 'regulars_tenant', tenant: mine.tenantId, actor: 'somebody' }]);
        await client.query(end);
        expect(await left()).toEqual(nothing);
      });

      test('after a transaction that was aborted', async () => {
        await expect(inContext('select 1 / 0', true)).rejects.toMatchObject({ code: '22012' });
        await client.query('commit');
        expect(await left()).toEqual(nothing);
      });
    });

    describe('of 200 tenants at once on one connection', () => {
      let narrow: Database;
      let many: Tenant[];
      beforeAll(async () => {
        narrow = connect(appUrl, { connections: 1, prepared });
        many = await tenantsWithRows(ownerUrl, 200);
      });
      afterAll(() => narrow.close());

      const customers = 'select tenant_org_id, id from org_customers_mst where is_active';
      const seenBy = ({ tenantId, customerId }: Tenant) => [{ tenant_org_id: tenantId, id: customerId }];
      const kinds: Record<string, (context: ReturnType<typeof tenantContext>) => Statements> = {
        each: (context) => narrow.each(context),
        eachPointRead: (context) => narrow.eachPointRead(context),
        transaction: (context) => ({
          execute: (query) => narrow.transaction(context, (statements) => statements.execute(query)),
        }),
      };

      test.each(Object.keys(kinds))(
        'every one sees itself alone, whatever fails in between: %s',
        async (kind) => {
          const failures = [
            'select 1 / 0',
            'select nonsense',
            'delete from org_customers_mst',
            "select 'x'::uuid",
          ];
          const codes = ['22012', '42703', '42501', '22P02'];
          await Promise.all(
            many.map(async (tenant, turn) => {
              const statements = kinds[kind]!(tenantContext(tenant.tenantId));
              const answers = await Promise.allSettled([
                run(statements, customers),
                run(statements, failures[turn % failures.length]!),
                run(statements, customers),
              ]);
              expect(answers).toEqual([
                { status: 'fulfilled', value: seenBy(tenant) },
                {
                  status: 'rejected',
                  reason: expect.objectContaining({ code: codes[turn % failures.length] }),
                },
                { status: 'fulfilled', value: seenBy(tenant) },
              ]);
            }),
          );
        },
      );

      test('so it is where transactions of several statements are given up in the middle', async () => {
        await Promise.all(
          many.map(async (tenant, turn) => {
            const context = tenantContext(tenant.tenantId);
            const work = narrow.transaction(context, async (statements) => {
              expect(await run(statements, customers)).toEqual(seenBy(tenant));
              await run(statements, "update org_customers_mst set notes = 'seen' where is_active");
              if (turn % 3 === 0) throw new Error('given up');
              if (turn % 3 === 1) await run(statements, 'select 1 / 0');
              return run(
                statements,
                'select tenant_org_id, id, notes from org_customers_mst where is_active',
              );
            });
            if (turn % 3 === 2) expect(await work).toEqual([{ ...seenBy(tenant)[0], notes: 'seen' }]);
            else await expect(work).rejects.toThrow(turn % 3 === 0 ? 'given up' : 'division by zero');
            expect(
              await run(narrow.each(context), 'select notes from org_customers_mst where is_active'),
            ).toEqual([{ notes: turn % 3 === 2 ? 'seen' : null }]);
          }),
        );
      });
    });

    test('a read that never came to be parsed leaves the same read behind it alone', async () => {
      const fresh = connect(appUrl, { prepared });
      // A role that does not exist lets the context fail in front of the statement.
      const broken = { ...tenantContext(mine.tenantId), role: 'nobody_at_all' as 'regulars_tenant' };
      const sql = `select id from org_customers_mst where id = '${mine.customerId}' -- ${crypto.randomUUID()}`;
      try {
        // More than there are connections for such reads: some travel right behind the broken one.
        const answers = await Promise.allSettled(
          Array.from({ length: 12 }, (_, turn) =>
            run(fresh.eachPointRead(turn < 4 ? broken : tenantContext(mine.tenantId)), sql),
          ),
        );
        for (const [turn, answer] of answers.entries()) {
          if (turn < 4) expect(answer).toMatchObject({ status: 'rejected', reason: { code: '22023' } });
          else expect(answer).toEqual({ status: 'fulfilled', value: [{ id: mine.customerId }] });
        }
      } finally {
        await fresh.close();
      }
    });
  },
);
