import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});

interface Listed {
  id: string;
  isDefault: boolean;
}

const somebody = async (howMany = 0) => {
  const addresses = Array.from({ length: howMany }, (_, n) => ({ street: `Way ${n}` }));
  const { body } = await here.staff(customers, { method: 'POST', body: { type: 'guest', addresses } });
  return {
    id: body.id as string,
    addresses: body.addresses.map(({ id }: Listed) => id) as string[],
    call: (method: string, path: string, sent?: object) =>
      here.staff(`${customers}/${body.id}/addresses${path}`, { method, ...(sent && { body: sent }) }),
    active: async (): Promise<Listed[]> => (await here.viewer(`${customers}/${body.id}`)).body.addresses,
    versions: async (): Promise<number> =>
      (await here.viewer(`${customers}/${body.id}/history?limit=1`)).body.page.total,
  };
};

const defaults = (active: Listed[]) => active.filter(({ isDefault }) => isDefault).map(({ id }) => id);

describe('of fifty requests at once', () => {
  test('that add the first address, one becomes the default', async () => {
    const { call, active, versions } = await somebody();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => call('POST', '', { street: `Way ${n}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201));
    const list = await active();
    expect([list.length, defaults(list).length]).toEqual([50, 1]);
    // Whoever was told that it is the default was right to believe it.
    expect(answers.filter(({ body }) => body.isDefault).map(({ body }) => body.id)).toEqual(defaults(list));
    expect(await versions()).toBe(51);
  });

  test('that each choose another, the one answered with the highest version stays', async () => {
    const { addresses, call, active } = await somebody(50);
    const answers = await Promise.all(
      addresses.slice(1).map((id) => call('PATCH', `/${id}`, { isDefault: true })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(49).fill(200));
    const version = ({ headers }: { headers: Headers }) => Number(headers.get('etag')!.slice(1, -1));
    const last = answers.toSorted((a, b) => version(b) - version(a))[0]!;
    expect(defaults(await active())).toEqual([last.body.id]);
  });

  test('that remove all but one, that one is the default', async () => {
    const { addresses, call, active } = await somebody(50);
    const [kept, ...others] = addresses.toReversed();
    const answers = await Promise.all(others.map((id) => call('DELETE', `/${id}`)));
    expect(answers.map(({ status }) => status)).toEqual(Array(49).fill(200));
    expect(await active()).toMatchObject([{ id: kept, isDefault: true }]);
  });

  test('of every kind, each customer is left with one default, and with a version for each change', async () => {
    const { id, addresses, call, active, versions } = await somebody(12);
    const kinds = [
      () => call('POST', '', { street: 'new' }),
      () => call('POST', '', { street: 'new', isDefault: true }),
      (one: string) => call('PATCH', `/${one}`, { isDefault: true }),
      (one: string) => call('PATCH', `/${one}`, { floor: crypto.randomUUID() }),
      (one: string) => call('DELETE', `/${one}`),
      (one: string) => call('POST', `/${one}/restore`),
      () => here.staff(`${customers}/${id}`, { method: 'PATCH', body: { notes: crypto.randomUUID() } }),
    ];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => kinds[n % kinds.length]!(addresses[(n * 5) % 12]!)),
    );
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(defaults(await active()).length).toBe(1);
    const rows = await asOwner<{ version: number }>(
      'select version from org_customer_history where customer_id = $1 order by version',
      [id],
    );
    expect(rows.map(({ version }) => version)).toEqual(
      Array.from({ length: await versions() }, (_, n) => n + 1),
    );
  });
});

/** The rule as it is written: the one chosen last, or, while none was chosen, the one added first. */
class Model {
  readonly #all: { id: string; active: boolean; chosen: number }[] = [];
  #turn = 0;

  add(id: string, isDefault: boolean) {
    this.#turn += 1;
    this.#all.push({ id, active: true, chosen: isDefault ? this.#turn : 0 });
  }
  choose(id: string) {
    this.#turn += 1;
    const one = this.#all.find((each) => each.id === id)!;
    if (one.active && this.default !== id) one.chosen = this.#turn;
  }
  set(id: string, active: boolean) {
    this.#all.find((each) => each.id === id)!.active = active;
  }
  get known() {
    return this.#all.map(({ id }) => id);
  }
  get default(): string | undefined {
    return this.#all.filter(({ active }) => active).toSorted((a, b) => b.chosen - a.chosen)[0]?.id;
  }
}

test('the default follows its rule through any sequence of changes', async () => {
  const step = fc.record({
    kind: fc.constantFrom('add', 'add as default', 'choose', 'remove', 'restore', 'other field'),
    which: fc.nat(20),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const { call, active } = await somebody();
      const model = new Model();
      for (const { kind, which } of steps) {
        const id = model.known[which % Math.max(1, model.known.length)];
        if (kind.startsWith('add') || id === undefined) {
          const isDefault = kind === 'add as default';
          model.add((await call('POST', '', { street: 'x', isDefault })).body.id, isDefault);
        } else if (kind === 'choose') {
          await call('PATCH', `/${id}`, { isDefault: true });
          model.choose(id);
        } else if (kind === 'other field') {
          await call('PATCH', `/${id}`, { floor: String(which) });
        } else {
          await call(kind === 'remove' ? 'DELETE' : 'POST', kind === 'remove' ? `/${id}` : `/${id}/restore`);
          model.set(id, kind === 'restore');
        }
        expect(defaults(await active())).toEqual(model.default === undefined ? [] : [model.default]);
      }
    }),
    { numRuns: 25 },
  );
});

test('the default itself is not sent away: another is chosen instead', async () => {
  const { addresses, call, active } = await somebody(2);
  const refused = await call('PATCH', `/${addresses[0]}`, { isDefault: false });
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/isDefault']);
  expect((await call('PATCH', `/${addresses[1]}`, { isDefault: false })).status).toBe(200);
  expect(defaults(await active())).toEqual([addresses[0]]);
});

describe('whoever writes to the database in a tenant, past every route,', () => {
  const inTenant = (text: ReturnType<typeof sql>, id = here.id) =>
    api.database
      .each({
        role: 'regulars_tenant',
        tenantId: id,
        actorId: 'importer',
        actorName: '',
        requestId: 'a request',
      })
      .execute(text);

  test('leaves one default and one version by each statement, also without locking anything first', async () => {
    const { id, addresses, active, versions } = await somebody(4);
    const work = addresses.flatMap((one, n) => [
      sql`update org_customer_addresses set is_default = true where id = ${one} and deleted_at is null`,
      sql`update org_customer_addresses set floor = ${String(n)} where id = ${one}`,
      sql`update org_customer_addresses set deleted_at = now() where id = ${one} and deleted_at is null`,
      sql`insert into org_customer_addresses (tenant_org_id, customer_id, street, country, is_default)
        values (${here.id}, ${id}, 'imported', 'OM', ${n % 2 === 0})`,
    ]);
    const outcomes = await Promise.allSettled(work.map((each) => inTenant(each)));
    // Two that wait for each other are told so by PostgreSQL, and may come again.
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: '40P01' });
    }
    const list = await active();
    expect(defaults(list).length).toBe(1);
    const rows = await asOwner('select from org_customer_history where customer_id = $1', [id]);
    expect(rows.length).toBe(await versions());
  });

  test('moves addresses to another customer in one statement: each is told, the other one keeps its default', async () => {
    const [source, target] = [await somebody(3), await somebody(2)];
    const own = defaults(await target.active());
    await inTenant(
      sql`update org_customer_addresses set customer_id = ${target.id} where customer_id = ${source.id}`,
    );
    const list = await target.active();
    expect([list.length, defaults(list)]).toEqual([5, own]);
    expect(await source.active()).toEqual([]);
    const actions = async ({ id }: { id: string }) =>
      (await here.viewer(`${customers}/${id}/history`)).body.data.map(
        ({ action }: { action: string }) => action,
      );
    expect(await actions(source)).toEqual(['address_removed', 'address_added', 'created']);
    expect(await actions(target)).toEqual(['address_added', 'address_added', 'created']);
  });

  test('may bring more from another customer than could be added', async () => {
    const [source, target] = [await somebody(30), await somebody(30)];
    await inTenant(
      sql`update org_customer_addresses set customer_id = ${target.id} where customer_id = ${source.id}`,
    );
    expect((await target.active()).length).toBe(60);
  });

  test('cannot decide what the triggers decide, nor make a version that nothing tells of', async () => {
    const { id, addresses } = await somebody(1);
    for (const statement of [
      sql`update org_customer_addresses set chosen_version = 99 where id = ${addresses[0]}`,
      sql`update org_customer_addresses set created_at = now() where id = ${addresses[0]}`,
      sql`delete from org_customer_addresses where id = ${addresses[0]}`,
      sql`update org_customers_mst set changes_beside = 9 where id = ${id}`,
      sql`select regulars.new_customer_version(${here.id}, ${id}, 'updated', '{}')`,
      sql`truncate org_customer_addresses`,
    ]) {
      await expect(inTenant(statement)).rejects.toMatchObject({ code: '42501' });
    }
    for (const statement of [
      sql`update org_customer_addresses set is_default = false where id = ${addresses[0]}`,
      sql`update org_customer_addresses set latitude = 1 where id = ${addresses[0]}`,
      sql`update org_customer_addresses set street = null where id = ${addresses[0]}`,
      sql`update org_customer_addresses set latitude = 91, longitude = 0 where id = ${addresses[0]}`,
    ]) {
      await expect(inTenant(statement)).rejects.toMatchObject({ code: '23514' });
    }
  });

  test('reaches no address of another tenant', async () => {
    const other = await api.tenant();
    const { id, addresses, active } = await somebody(1);
    const changed = await inTenant(
      sql`update org_customer_addresses set street = 'mine' where id = ${addresses[0]} returning id`,
      other.id,
    );
    expect(changed).toEqual([]);
    for (const statement of [
      sql`insert into org_customer_addresses (tenant_org_id, customer_id, street, country)
        values (${here.id}, ${id}, 'mine', 'OM')`,
      sql`insert into org_customer_addresses (tenant_org_id, customer_id, street, country)
        values (${other.id}, ${id}, 'mine', 'OM')`,
    ]) {
      await expect(inTenant(statement, other.id)).rejects.toMatchObject({
        code: expect.stringMatching(/^(42501|23503)$/),
      });
    }
    expect((await active()).length).toBe(1);
  });
});
