import { duplicateFields, duplicateLevels } from '@regulars/contract/duplicate';
import { connect } from '@regulars/database/connect';
import { DatabaseSilent } from '@regulars/database/heartbeat';
import { query } from '@regulars/database/query';
import { blockingVersion } from '@regulars/linkage/block';
import { fields, kinds } from '@regulars/linkage/compare';
import { type Model, startingModel } from '@regulars/linkage/model';
import fc from 'fast-check';
import { afterAll, expect, inject, test } from 'vitest';
import { serverIn } from '../tenancy/actor.ts';
import { asOwner } from '../testing/as-owner.ts';
import { matchDuplicates, tenancyOf } from '../testing/match-duplicates.ts';
import { type Ask, testApi } from '../testing/test-api.ts';
import { type ComparedCustomer, comparedOf, customerKeys, prepareCustomer } from './compared-customer.ts';
import { decisionOf, judgePair } from './judge-pair.ts';
import { isModelDue, learnModel } from './learn-model.ts';
import { listWaitingTenants } from './list-waiting-tenants.ts';
import { matchOneByOne } from './match-one-by-one.ts';
import { matchQueued } from './match-queued.ts';
import { scorerOf } from './scorer-of.ts';

const api = testApi();
afterAll(api.close);
const tenants = tenancyOf(api.database);

const customers = '/api/v1/customers';

const create = async (caller: Ask, body: object): Promise<string> => {
  const created = await caller(customers, { method: 'POST', body: { type: 'guest', ...body } });
  expect(created.status).toBe(201);
  return created.body.id;
};
const queued = async (tenantId: string) => {
  const [row] = await asOwner<{ count: number }>(
    'select count(*) from org_duplicate_queue where tenant_org_id = $1',
    [tenantId],
  );
  return row!.count;
};

/** The inbox as it lies in the database. */
const pairsOf = (tenantId: string) =>
  asOwner<{ a: string; b: string; score: number; reasons: object[] }>(
    `select customer_a as a, customer_b as b, score, reasons from org_duplicate_pairs
      where tenant_org_id = $1 order by 1, 2`,
    [tenantId],
  );

const activeOf = (tenantId: string) =>
  asOwner<ComparedCustomer>(
    `select ${comparedOf('c').compile(query).sql} from org_customers_mst c
      where tenant_org_id = $1 and is_active order by id`,
    [tenantId],
  );

/** What linkage says of all pairs of a tenant's active customers, without table, queue or history. */
const fromScratch = async (tenantId: string) => {
  const all = (await activeOf(tenantId)).map(prepareCustomer);
  const scorer = await scorerOf(tenants.asTenant(serverIn(tenantId), 'test'));
  const keys = all.map((each) => new Set(customerKeys(each)));
  const pairs = [];
  for (let one = 0; one < all.length; one += 1) {
    for (let other = one + 1; other < all.length; other += 1) {
      if (keys[one]!.isDisjointFrom(keys[other]!)) continue;
      const judgement = judgePair(scorer, all[one]!, all[other]!);
      if (judgement) pairs.push({ a: all[one]!.id, b: all[other]!.id, ...judgement });
    }
  }
  return pairs;
};

const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'Sara Al Balushi',
      'Sarah Albalushi',
      'سارة البلوشي',
      'Sara',
      'Ahmed Al Harthy',
      'Ahmad Harthi',
      'أحمد الحارثي',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("O'Neil\u200f--", '🦊 🦊', '\\x00 %_', "'; drop table x; --", 'الـــله', 'ﷺ'),
  },
);
const fieldsOf = fc.record(
  {
    name: text,
    name2: fc.option(text),
    email: fc.option(fc.constantFrom('sara@example.com', 'sara1@example.com', 'ahmed@example.com')),
    birthDate: fc.option(fc.constantFrom('1990-05-17', '1990-05-18', '1971-11-02')),
    phone: fc.option(fc.integer({ min: 0, max: 40 }).map((n) => `9012${3400 + n}`)),
    notes: fc.constantFrom('a', 'b'),
  },
  { requiredKeys: [] },
);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('create' as const), body: fieldsOf }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('edit' as const), who: fc.nat(30), body: fieldsOf }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deactivate' as const), who: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), who: fc.nat(30) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('live' as const),
      who: fc.nat(30),
      street: fc.constantFrom('12 Airport Street', '14 Airport Street', 'شارع المطار 12'),
      city: fc.constantFrom('Muscat', 'مسقط', 'Salalah'),
      isDefault: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move out' as const), who: fc.nat(30) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('merge' as const), who: fc.nat(30), into: fc.nat(30) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('match' as const) }) },
);

test('after any changes and any work in between, the inbox is what linkage says of all customers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const { id, admin } = await api.tenant();
      const made: string[] = [];
      const merges: string[] = [];
      for (const each of steps) {
        const who = 'who' in each ? made[each.who % Math.max(1, made.length)] : undefined;
        if (each.do === 'create') {
          const { status, body } = await admin(customers, {
            method: 'POST',
            body: { type: 'guest', ...each.body },
          });
          // Another one has the phone.
          if (status !== 409) made.push(body.id);
        } else if (each.do === 'match') await matchQueued(tenants, id);
        else if (each.do === 'undo') {
          const last = merges.pop();
          if (last) await admin(`${customers}/merges/${last}/undo`, { method: 'POST' });
        } else if (!who) continue;
        else if (each.do === 'edit') await admin(`${customers}/${who}`, { method: 'PATCH', body: each.body });
        else if (each.do === 'deactivate') await admin(`${customers}/${who}`, { method: 'DELETE' });
        else if (each.do === 'live') {
          const { street, city, isDefault } = each;
          await admin(`${customers}/${who}/addresses`, {
            method: 'POST',
            body: { type: 'home', street, city, country: 'OM', isDefault },
          });
        } else if (each.do === 'move out') {
          const { body } = await admin(`${customers}/${who}/addresses`);
          const [one] = body.data ?? [];
          if (one) await admin(`${customers}/${who}/addresses/${one.id}`, { method: 'DELETE' });
        } else if (each.do === 'merge') {
          const { status, body } = await admin(`${customers}/merge`, {
            method: 'POST',
            body: {
              sourceCustomerId: who,
              targetCustomerId: made[each.into % made.length],
              reason: 'one person',
            },
          });
          if (status === 200) merges.push(body.mergeId);
        } else await admin(`${customers}/${who}/restore`, { method: 'POST' });
      }
      await matchDuplicates(api.database, id);
      const expected = await fromScratch(id);
      expect(await pairsOf(id)).toEqual(expected);

      // And so says each customer's own list, which holds ten at most.
      for (const one of made.slice(0, 4)) {
        // The id of somebody who was merged leads to whoever is there now.
        if ((await admin(`${customers}/${one}`)).body.id !== one) continue;
        const { body } = await admin(`${customers}/${one}/duplicates`);
        const others = expected.flatMap(({ a, b }) => (a === one ? [b] : b === one ? [a] : []));
        if (others.length <= 10) {
          expect(
            body.candidates.map(({ customer }: { customer: { id: string } }) => customer.id).toSorted(),
          ).toEqual(others.toSorted());
        }
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

test('a change of what is not compared queues nobody', async () => {
  const { id, staff, admin } = await api.tenant();
  const one = await create(staff, { name: 'Sara Al Balushi', phone: '90123456' });
  await matchDuplicates(api.database, id);
  await staff(`${customers}/${one}`, {
    method: 'PATCH',
    body: { notes: 'n', tags: ['t'], preferences: { folding: 'hanger' }, avatarUrl: 'https://example.com/a' },
  });
  expect(await queued(id)).toBe(0);
  await admin(`${customers}/${one}`, { method: 'DELETE' });
  expect(await queued(id)).toBe(1);
});

test('many customers written by one statement are all queued', async () => {
  const { id } = await api.tenant();
  await asOwner(
    `insert into org_customers_mst (tenant_org_id, profile_status, name, email)
      select $1, 'guest', 'Sara Balushi', 'same@example.com' from generate_series(1, 3)`,
    [id],
  );
  expect(await queued(id)).toBe(3);
  await matchDuplicates(api.database, id);
  expect((await pairsOf(id)).length).toBe(3);
});

test('several processes at once: nobody is left, no pair is missed, none is there twice', async () => {
  const { id, staff } = await api.tenant();
  const others = await Promise.all([1, 2, 3].map(async () => connect(inject('appUrl'), { connections: 2 })));
  const work = async () => {
    for (const database of others) await matchQueued(tenancyOf(database), id);
  };
  await Promise.all([
    ...Array.from({ length: 24 }, (_, n) =>
      create(staff, { name: 'Sara Al Balushi', email: `sara${n % 6}@example.com` }),
    ),
    ...Array.from({ length: 12 }, work),
  ]);
  await Promise.all(Array.from({ length: 6 }, work));
  await matchDuplicates(api.database, id);
  expect(await queued(id)).toBe(0);
  expect(await pairsOf(id)).toEqual(await fromScratch(id));
  await Promise.all(others.map((database) => database.close()));
});

test('killed at any statement of a batch: the changes are still queued, and nothing is half written', async () => {
  const { id, staff } = await api.tenant();
  for (let n = 0; n < 4; n += 1) await create(staff, { name: 'Sara Al Balushi', email: 'same@example.com' });
  const before = await queued(id);
  for (let survives = 0; ; survives += 1) {
    let executed = 0;
    const dying = tenancyOf({
      ...api.database,
      transaction: (context, work) =>
        api.database.transaction(context, (statements) =>
          work({
            execute: async (query) => {
              if (executed === survives) {
                const [self] = await statements.execute<{ pid: number }>({
                  sql: 'select pg_backend_pid() as pid',
                  parameters: [],
                } as never);
                await asOwner('select pg_terminate_backend($1)', [self!.pid]);
              }
              executed += 1;
              return statements.execute(query);
            },
          }),
        ),
    });
    const result = await matchQueued(dying, id).catch(() => 'killed');
    if (result !== 'killed') break;
    expect([survives, await queued(id), await pairsOf(id)]).toEqual([survives, before, []]);
  }
  expect(await queued(id)).toBe(0);
  expect(await pairsOf(id)).toEqual(await fromScratch(id));
});

test.each([new Error('Connection terminated unexpectedly'), new DatabaseSilent()])(
  'a lost connection is no fault of the customers who were being compared: $message',
  async (lost) => {
    const { id, staff } = await api.tenant();
    await create(staff, { name: 'Sara Al Balushi', email: 'lost@example.com' });
    let isLost = false;
    const once = tenancyOf({
      ...api.database,
      transaction: (context, work) => {
        if (isLost) return api.database.transaction(context, work);
        isLost = true;
        return Promise.reject(lost);
      },
    });
    const blamed: unknown[] = [];
    await expect(matchOneByOne(once, id, (error) => blamed.push(error))).rejects.toBe(lost);
    expect(blamed).toEqual([]);
    expect(await asOwner('select from org_duplicate_failures where tenant_org_id = $1', [id])).toEqual([]);
  },
);

test('a batch and a dismissal at once: the pair is dismissed and not in the inbox', async () => {
  const { id, staff } = await api.tenant();
  for (let round = 0; round < 8; round += 1) {
    const email = `both${round}@example.com`;
    const one = await create(staff, { name: 'Sara Al Balushi', email });
    const other = await create(staff, { name: 'Sara Al Balushi', email });
    const [dismissed] = await Promise.all([
      staff(`${customers}/${one}/duplicates/${other}/dismissal`, { method: 'POST' }),
      matchQueued(tenants, id),
      matchQueued(tenants, id),
    ]);
    expect(dismissed.status).toBe(200);
    await matchDuplicates(api.database, id);
    expect((await pairsOf(id)).some(({ a, b }) => a === one && b === other)).toBe(false);
  }
});

test('who tells which tenants wait sees every such tenant, and nothing else', async () => {
  const waiting = await api.tenant();
  const done = await api.tenant();
  await create(waiting.staff, { name: 'Sara' });
  await create(done.staff, { name: 'Sara' });
  await matchDuplicates(api.database, done.id);
  const listed = await listWaitingTenants(api.database);
  expect(listed).toContain(waiting.id);
  expect(listed).not.toContain(done.id);
  const context = {
    role: 'regulars_dispatcher',
    tenantId: waiting.id,
    actorId: '',
    actorName: '',
    requestId: '',
  } as const;
  for (const table of [
    'org_customers_mst',
    'org_duplicate_pairs',
    'org_duplicate_keys',
    'org_duplicate_queue',
  ]) {
    await expect(
      api.database.each(context).execute({ sql: `select * from ${table}`, parameters: [] } as never),
    ).rejects.toMatchObject({ code: '42501' });
  }
});

test('nobody but the server at its own work writes keys or models', async () => {
  const { id } = await api.tenant();
  const staff = {
    role: 'regulars_tenant',
    tenantId: id,
    actorId: 'staff',
    actorName: '',
    requestId: '',
  } as const;
  const run = (sql: string) => api.database.each(staff).execute({ sql, parameters: [id] } as never);
  await expect(
    run(`insert into org_duplicate_keys values ($1, 'k', gen_random_uuid())`),
  ).rejects.toMatchObject({ code: '42501' });
  await expect(
    run(`insert into org_duplicate_models (tenant_org_id, model, customers) values ($1, '{}', 1)`),
  ).rejects.toMatchObject({ code: '42501' });
});

test('a tenant that has grown learns from its own customers, all are compared by it, and it is due again after a fifth more', async () => {
  const { id } = await api.tenant();
  const add = (from: number, to: number) =>
    asOwner(
      `insert into org_customers_mst (tenant_org_id, profile_status, name, email, birth_date)
        select $1, 'guest', first[1 + n % 8] || ' ' || initcap(part[1 + n * 7 % 11] || part[1 + n * 5 % 13] || part[1 + n % 12]),
          md5(n::text) || '@example.com', date '1960-01-01' + n * 1237 % 16000
        from generate_series($2::int, $3::int) n,
          (select string_to_array('Mohammed Fatima Ahmed Aisha Ali Maryam Salim Zahra', ' ') as first,
            string_to_array('ba dul far hat jab kir lam mun nas qat rif sar taz', ' ') as part) names`,
      [id, from, to],
    );
  const copies = (from: number, to: number) =>
    asOwner(
      `insert into org_customers_mst (tenant_org_id, profile_status, name, email, birth_date)
        select tenant_org_id, 'guest', name, email, birth_date from org_customers_mst
        where tenant_org_id = $1 and customer_number_int between $2 and $3`,
      [id, from, to],
    );
  await add(1, 280);
  expect(await isModelDue(tenants, id)).toBe(false);
  await copies(1, 20);
  expect(await isModelDue(tenants, id)).toBe(true);
  await learnModel(tenants, id);
  expect(await isModelDue(tenants, id)).toBe(false);
  await matchDuplicates(api.database, id);
  const pairs = await pairsOf(id);
  expect(pairs).toEqual(await fromScratch(id));
  const same = pairs.filter(({ score }) => decisionOf(score) === 'same');
  expect(same.length).toBe(20);

  await add(281, 330);
  expect(await isModelDue(tenants, id)).toBe(false);
  await add(331, 345);
  expect(await isModelDue(tenants, id)).toBe(true);
  const [{ size } = { size: 0 }] = await asOwner<{ size: number }>(
    'select octet_length(model::text) as size from org_duplicate_models where tenant_org_id = $1',
    [id],
  );
  expect(size).toBeLessThan(500_000);
}, 60_000);

test.each([
  { email: 'of their own', value: `lower(first || family) || n || '@example.com'`, astray: false },
  {
    email: 'that many share who have a name in common',
    value: `lower(first) || '@example.com'`,
    astray: true,
  },
])(
  'with e-mails $email, weights that would take half of the customers for others are used: never',
  async ({ value, astray }) => {
    const { id } = await api.tenant();
    await asOwner(
      `insert into org_customers_mst (tenant_org_id, profile_status, name, email)
      select $1, 'guest', first || ' Al ' || family, ${value}
      from generate_series(1, 600) n,
        lateral (select (string_to_array('Mohammed Fatima Ahmed Aisha Ali Maryam Salim Zahra', ' '))[1 + n * 7 % 8] as first,
          (string_to_array('Balushi Harthy Kindi Siyabi Lawati Rawahi', ' '))[1 + (n * 5 + n / 8) % 6] as family) named`,
      [id],
    );
    await learnModel(tenants, id);
    const [row] = await asOwner<{ model: Model }>(
      'select model from org_duplicate_models where tenant_org_id = $1',
      [id],
    );
    const { fields, frequencies } = row!.model;
    const expected = startingModel(600).fields;
    if (astray) expect(fields).toEqual(expected);
    else expect(fields).not.toEqual(expected);
    // What was counted is true in any case.
    expect(Object.keys(frequencies.firstName!.values).length).toBe(8);
  },
  60_000,
);

test('a model of another version is not used, and learned anew', async () => {
  const { id, staff } = await api.tenant();
  const one = await create(staff, { name: 'Sara Al Balushi', email: 'sara@example.com' });
  const other = await create(staff, { name: 'Sara Al Balushi', email: 'sara@example.com' });
  await asOwner(
    `insert into org_duplicate_models (tenant_org_id, model, customers) values ($1, '{"version": 0}', 2)`,
    [id],
  );
  await matchDuplicates(api.database, id);
  expect(await pairsOf(id)).toMatchObject([{ a: one, b: other }]);
  await asOwner(`update org_customer_counts set customers = 300 where tenant_org_id = $1 and customers > 0`, [
    id,
  ]);
  await asOwner('update org_duplicate_models set customers = 300 where tenant_org_id = $1', [id]);
  expect(await isModelDue(tenants, id)).toBe(true);
});

test('a key that too many have is passed over, and finer ones still find', async () => {
  const { id, staff } = await api.tenant();
  await asOwner(
    `insert into org_customers_mst (tenant_org_id, profile_status, name, birth_date)
      select $1, 'guest', 'Mohammed Al Balushi', date '1950-01-01' + n * 97 from generate_series(1, 150) n`,
    [id],
  );
  const one = await create(staff, { name: 'Mohammed Al Balushi', email: 'm.balushi@example.com' });
  const other = await create(staff, { name: 'Mohamed Balushi', email: 'm.balushi@example.com' });
  await matchDuplicates(api.database, id);
  const { body } = await staff(`${customers}/${one}/duplicates`);
  expect(body.candidates[0].customer.id).toBe(other);
}, 60_000);

test('every field and level that linkage gives as a reason has its name in the contract', () => {
  // Addresses and whatever else is not kept of a customer are never compared here.
  const here = fields.filter(({ name }) => (duplicateFields as readonly string[]).includes(name));
  expect([...here.map(({ name }) => name), 'household'].toSorted()).toEqual(duplicateFields.toSorted());
  const levels = here.flatMap((field) => field.levels.map(({ name }) => name));
  const named = new Set([...levels, 'relatives_likely', 'namesakes_likely']);
  // One of the two is told of each kind.
  expect(kinds.filter((kind) => !/^(relatives|namesakes)/.test(kind))).toEqual([]);
  expect([...named].toSorted()).toEqual(duplicateLevels.toSorted());
});

test('a new version of the keys comes with a migration that queues all customers anew', () => {
  // Keys of the old version are still stored. Raise this together with that migration, as 20261128105000 ends.
  expect(blockingVersion).toBe(1);
});
