import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { compiled, connect, type Database, type Statements } from './connect.ts';
import { mostPrepared } from './context-query.ts';
import { query } from './query.ts';
import type { DB } from './tables.ts';
import { type ScratchDatabase, scratchDatabase } from './testing/scratch-database.ts';
import { run, tenantContext, tenantsWithRows } from './testing/tenants-with-rows.ts';

// Connections are counted and killed here, so nobody else may be in this database.
let scratch: ScratchDatabase;
let owner: pg.Client;
let database: Database;
let tenant: { tenantId: string; customerId: string };
let context: ReturnType<typeof tenantContext>;

beforeAll(async () => {
  scratch = await scratchDatabase({ ownerUrl: inject('ownerUrl'), appUrl: inject('appUrl') });
  owner = new pg.Client({ connectionString: scratch.ownerUrl });
  await owner.connect();
  database = connect(scratch.appUrl, { connections: 3 });
  [tenant] = (await tenantsWithRows(scratch.ownerUrl, 1)) as [typeof tenant];
  context = tenantContext(tenant.tenantId);
});
afterAll(async () => {
  await database.close();
  await owner.end();
  await scratch.drop();
});

const connections = async () => {
  const { rows } = await owner.query<{ state: string; query: string }>(
    `select state, query from pg_stat_activity
     where datname = current_database() and usename = 'regulars_app' and application_name = 'regulars'`,
  );
  return rows;
};
/** Ends the connections whose present or last statement is like `statement`, once there is one. */
const kill = async (statement: string) => {
  for (;;) {
    const { rowCount } = await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename = 'regulars_app' and query like $1`,
      [statement],
    );
    if (rowCount) return;
    await sleep(10);
  }
};
const notes = async () => {
  const [row] = await run<{ notes: string | null }>(
    database.each(context),
    `select notes from org_customers_mst where id = '${tenant.customerId}'`,
  );
  return row!.notes;
};
const write = (statements: Statements, note: string) =>
  run(statements, `update org_customers_mst set notes = '${note}' where id = '${tenant.customerId}'`);

describe('a connection that is killed', () => {
  const asleep = 'select pg_sleep(60)';
  const kinds: Record<string, () => Statements> = {
    each: () => database.each(context),
    eachPointRead: () => database.eachPointRead(context),
    transaction: () => ({
      execute: (statement) => database.transaction(context, (statements) => statements.execute(statement)),
    }),
    dialect: () => ({
      execute: async (statement) => {
        const kysely = new Kysely<DB>({ dialect: database.dialect(context) });
        const { rows } = await kysely.executeQuery(compiled(statement));
        return rows;
      },
    }),
  };

  test.each(Object.keys(kinds))(
    'in the middle of %s rejects that work, and the next goes on',
    async (kind) => {
      const work = expect(run(kinds[kind]!(), asleep)).rejects.toThrow(/terminat/);
      await kill(`${asleep}%`);
      await work;
      for (let turn = 0; turn < 8; turn += 1) {
        expect(await run(kinds[kind]!(), 'select 1 as one')).toEqual([{ one: 1 }]);
      }
    },
  );

  test('rejects every read that was under way on it', async () => {
    const reads = Promise.allSettled(
      Array.from({ length: 12 }, () => run(database.eachPointRead(context), asleep)),
    );
    await kill(`${asleep}%`);
    // Others came on four connections; each is killed in its turn.
    let settled = false;
    const ended = reads.then(() => {
      settled = true;
    });
    while (!settled) {
      await Promise.race([kill(`${asleep}%`), ended]);
    }
    expect((await reads).map(({ status }) => status)).toEqual(Array(12).fill('rejected'));
    expect(await run(database.eachPointRead(context), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('between two statements of a transaction undoes the first', async () => {
    const work = database.transaction(context, async (statements) => {
      await write(statements, 'half done');
      await kill('update org_customers_mst%');
      await run(statements, 'select 1');
    });
    await expect(work).rejects.toThrow(/terminat|not queryable/);
    expect(await notes()).toBeNull();
  });

  test('before the commit lets the transaction fail', async () => {
    const work = database.transaction(context, async (statements) => {
      await write(statements, 'never committed');
      await kill('update org_customers_mst%');
    });
    await expect(work).rejects.toThrow(/terminat|not queryable/);
    expect(await notes()).toBeNull();
  });

  test('while nobody uses it goes unnoticed', async () => {
    await Promise.all(Array.from({ length: 3 }, () => run(database.each(context), 'select 1 as idle')));
    await Promise.all(
      Array.from({ length: 4 }, () => run(database.eachPointRead(context), 'select 1 as idle')),
    );
    await kill('select 1 as idle%');
    // The server has said goodbye on each before the pool is asked again.
    while ((await connections()).length > 0) await sleep(10);
    await sleep(50);
    for (let turn = 0; turn < 8; turn += 1) {
      expect(await run(database.each(context), 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(await run(database.eachPointRead(context), 'select 1 as one')).toEqual([{ one: 1 }]);
    }
  });
});

describe('a transaction', () => {
  test('is committed when its work resolves, and answers with its result', async () => {
    const result = await database.transaction(context, async (statements) => {
      await write(statements, 'kept');
      return 'done';
    });
    expect([result, await notes()]).toEqual(['done', 'kept']);
    await write(database.each(context), '');
  });

  test('is rolled back when its work rejects', async () => {
    const work = database.transaction(context, async (statements) => {
      await write(statements, 'given up');
      throw new Error('given up');
    });
    await expect(work).rejects.toThrow('given up');
    expect(await notes()).toBe('');
  });

  test('is seen by nobody before it is committed', async () => {
    await database
      .transaction(context, async (statements) => {
        await write(statements, 'not yet');
        expect(await notes()).toBe('');
        throw new Error('enough');
      })
      .catch(() => {});
  });

  test('rejects when the commit is refused', async () => {
    const work = database.transaction(context, async (statements) => {
      await write(statements, 'refused');
      await run(
        statements,
        'create temp table once (a int unique deferrable initially deferred) on commit drop',
      );
      await run(statements, 'insert into once values (1), (1)');
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(await notes()).toBe('');
  });

  test('rejects when its work overlooks that a statement has failed', async () => {
    const work = database.transaction(context, async (statements) => {
      await write(statements, 'overlooked');
      await run(statements, 'select 1 / 0').catch(() => {});
    });
    await expect(work).rejects.toThrow('after a statement had failed');
    expect(await notes()).toBe('');
  });

  test('without a statement is none', async () => {
    expect(await database.transaction(context, async () => 'nothing to do')).toBe('nothing to do');
  });
});

describe('of a thousand different statements', () => {
  const kept = `select array_agg(statement) as kept from pg_prepared_statements where statement like '%keep%'`;
  const texts = Array.from({ length: 1000 }, (_, n) => `select ${n} as keep`);

  test('a connection keeps those prepared that were used last, whatever failed in between', async () => {
    const narrow = connect(scratch.appUrl, { connections: 1 });
    const each = narrow.each(context);
    for (const [n, text] of texts.entries()) {
      expect(await run(each, text)).toEqual([{ keep: n }]);
      expect(await run(each, 'select 0 as often_keep')).toEqual([{ often_keep: 0 }]);
      if (n % 100 === 0) {
        await expect(run(each, `select ${n} / 0 as keep`)).rejects.toThrow('division by zero');
        await expect(
          narrow.transaction(context, async (tx) => {
            await run(tx, 'select 1 / 0').catch(() => {});
            await run(tx, `select ${n} as skipped_keep`);
          }),
        ).rejects.toThrow('transaction is aborted');
      }
    }
    const [found] = await run<{ kept: string[] }>(each, kept);
    expect(found!.kept).toHaveLength(mostPrepared);
    // Beside them the question itself; and what is used throughout may have had another name before.
    expect(found!.kept).toEqual(
      expect.arrayContaining([...texts.slice(3 - mostPrepared), 'select 0 as often_keep']),
    );
    await narrow.close();
  });

  test('connections that are shared keep no more, and answer each', async () => {
    const narrow = connect(scratch.appUrl, { connections: 1 });
    const reads = narrow.eachPointRead(context);
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await Promise.all(texts.map((text) => run(reads, text)))).toEqual(
        texts.map((_, n) => [{ keep: n }]),
      );
    }
    for (const text of texts) expect(await run(reads, text)).toHaveLength(1);
    const [found] = await run<{ kept: string[] }>(reads, kept);
    expect(found!.kept.length).toBeLessThanOrEqual(mostPrepared);
    await narrow.close();
  });
});

test('a thousand failures use up no connection', async () => {
  const failures = [
    () => run(database.each(context), 'select 1 / 0'),
    () => run(database.eachPointRead(context), 'select 1 / 0'),
    () => database.transaction(context, (statements) => run(statements, 'select 1 / 0')),
    () => database.transaction(context, () => Promise.reject(new Error('given up'))),
    () =>
      database.transaction(context, async (statements) => {
        await run(statements, 'select 1');
        throw new Error('given up');
      }),
    () =>
      database.each(context).execute({
        compile: () => {
          throw new Error('cannot be compiled');
        },
      }),
    () => run(database.each(context), 'select $1::int', ['no number']),
  ];
  for (let round = 0; round < 5; round += 1) {
    const answers = Promise.allSettled(
      Array.from({ length: 200 }, (_, turn) => failures[turn % failures.length]!()),
    );
    await kill('%');
    expect((await answers).map(({ status }) => status)).toEqual(Array(200).fill('rejected'));
  }
  // One may be dying still, of the last kill.
  const working = async () => {
    const all = Array.from({ length: 3 }, () =>
      run(database.each(context), 'select 1 as one, pg_sleep(0.1)'),
    );
    return (await Promise.allSettled(all)).filter(({ status }) => status === 'fulfilled').length;
  };
  await expect.poll(working, { timeout: 20_000 }).toBe(3);
  const open = await connections();
  expect(open.length).toBeLessThanOrEqual(7);
  expect(open.map(({ state }) => state)).toEqual(Array(open.length).fill('idle'));
});

test('a database that is not there rejects, whatever is asked of it', async () => {
  const nowhere = connect('postgres://regulars_app:x@127.0.0.1:1/regulars');
  await expect(run(nowhere.each(context), 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(run(nowhere.eachPointRead(context), 'select 1')).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
  const work = nowhere.transaction(context, (statements) => run(statements, 'select 1'));
  await expect(work).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await nowhere.close();
});

test('a server that takes no writes any more is left once a write has met it, by reads too', async () => {
  const name = new URL(scratch.ownerUrl).pathname.slice(1);
  await owner.query(`alter database ${name} set default_transaction_read_only = on`);
  const moved = connect(scratch.appUrl, { connections: 3 });
  const whether = "select current_setting('transaction_read_only') as readonly";
  const ask = () =>
    Promise.all(
      [moved.each(context), moved.eachPointRead(context)].flatMap((statements) =>
        Array.from(
          { length: 6 },
          async () => (await run<{ readonly: string }>(statements, whether))[0]!.readonly,
        ),
      ),
    );
  try {
    expect(new Set(await ask())).toEqual(new Set(['on']));
    // Of those who come from now on: where one address leads to, as after a failover.
    await owner.query(`alter database ${name} reset default_transaction_read_only`);
    await expect(write(moved.each(context), 'too early')).rejects.toMatchObject({ code: '25006' });
    expect(new Set(await ask())).toEqual(new Set(['off']));
    await write(moved.each(context), 'after the failover');
    expect(await notes()).toBe('after the failover');
  } finally {
    await owner.query(`alter database ${name} reset default_transaction_read_only`);
    await moved.close();
  }
});

test('counts are numbers, days stay as they are written, moments are dates, money is exact text', async () => {
  const [row] = await run(
    database.each(context),
    `select count(*) as count, 9007199254740991::int8 as most, 7 as integer, date '2024-02-29' as day,
       timestamptz '2024-02-29 12:00:00.123+04' as moment, 25.000::numeric(18, 4) as money, true as flag,
       '{"a": [1]}'::jsonb as json, array['a', 'ب'] as tags, '\\x00ff'::bytea as bytes, null as nothing
     from org_tenants_mst`,
  );
  expect(row).toEqual({
    count: 1,
    most: Number.MAX_SAFE_INTEGER,
    integer: 7,
    day: '2024-02-29',
    moment: new Date('2024-02-29T08:00:00.123Z'),
    money: '25.0000',
    flag: true,
    json: { a: [1] },
    tags: ['a', 'ب'],
    bytes: Buffer.from([0, 255]),
    nothing: null,
  });
});

describe('the dialect', () => {
  test('runs the statements of a library in the context, and says how many rows they touched', async () => {
    const kysely = new Kysely<DB>({ dialect: database.dialect(context) });
    const tenants = kysely.selectFrom('org_customers_mst').select('tenant_org_id').distinct();
    expect(await tenants.execute()).toEqual([{ tenant_org_id: tenant.tenantId }]);
    const result = await kysely
      .updateTable('org_customers_mst')
      .set({ notes: '' })
      .where('id', '=', tenant.customerId)
      .executeTakeFirst();
    expect(result.numUpdatedRows).toBe(1n);
  });

  test('refuses transactions, which it could not keep on one connection', async () => {
    const kysely = new Kysely<DB>({ dialect: database.dialect(context) });
    const work = kysely.transaction().execute((tx) => sql`select 1`.execute(tx));
    await expect(work).rejects.toThrow('Database.transaction');
  });
});

test('statements that were compiled before run like those that were not', async () => {
  const builder = query.selectFrom('org_tenants_mst').select('id');
  const statements = database.each(context);
  expect(await statements.execute(builder.compile())).toEqual(await statements.execute(builder));
});

test('closing ends every connection', async () => {
  const before = (await connections()).length;
  const other = connect(scratch.appUrl, { connections: 2 });
  await Promise.all([
    ...Array.from({ length: 4 }, () => run(other.each(context), 'select 1')),
    ...Array.from({ length: 8 }, () => run(other.eachPointRead(context), 'select 1')),
  ]);
  expect((await connections()).length).toBeGreaterThan(before);
  await other.close();
  while ((await connections()).length > before) await sleep(10);
});
