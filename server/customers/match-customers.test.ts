import { customerSorts, type Match, matches } from '@regulars/contract/customer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testApi } from '../testing/test-api.ts';
import { few } from './customer-rows.ts';
import { golden, type Person, people } from './search-golden.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;
interface Found {
  person: Person;
  match: Match;
}
const search = async (tenant: Tenant, typed: string, more = '&status=active') => {
  const { status, body } = await tenant.viewer(
    `${customers}?search=${encodeURIComponent(typed)}&limit=100${more}`,
  );
  expect(status).toBe(200);
  return body;
};

describe('searching', () => {
  let tenant: Tenant;
  const nameOf = new Map<string, Person>();
  const all = Object.keys(people) as Person[];
  const measured = { queries: 0, expected: 0, found: 0, others: 0, ranks: [] as number[] };
  beforeAll(async () => {
    tenant = await api.tenant();
    for (const [name, body] of Object.entries(people)) {
      const { status, body: created } = await tenant.staff(customers, { method: 'POST', body });
      expect(status).toBe(201);
      nameOf.set(created.id, name as Person);
    }
  });
  const found = async (typed: string, more?: string) => {
    const { data, page } = await search(tenant, typed, more);
    expect(page).toEqual({ nextCursor: null, previousCursor: null, total: data.length, totalIsExact: true });
    return data
      .map(({ id, match }: { id: string; match: Match }) => ({ person: nameOf.get(id), match }))
      .filter(({ person }: Found) => person !== undefined) as Found[];
  };
  const inOrder = (persons: Person[]) => persons.toSorted((a, b) => all.indexOf(a) - all.indexOf(b));

  describe.each(Object.entries(golden))('%s', (_, cases) => {
    test.each(cases)('$typed finds $hits, and $similar as similar', async ({ typed, hits, similar }) => {
      const rows = await found(typed);
      const marked = rows.map(({ match }) => match);
      expect(marked).toEqual(marked.toSorted((a, b) => matches.indexOf(a) - matches.indexOf(b)));
      const [known, alike] = [false, true].map((asSimilar) =>
        rows.filter(({ match }) => (match === 'similar') === asSimilar).map(({ person }) => person),
      ) as [Person[], Person[]];
      expect(inOrder(known)).toEqual(hits);
      expect(alike).toEqual(expect.arrayContaining(similar));
      const expected = [...hits, ...similar];
      measured.expected += expected.length;
      measured.found += expected.filter((person) => [...known, ...alike].includes(person)).length;
      measured.ranks.push(
        ...expected.slice(0, 1).map(() => rows.findIndex(({ person }) => expected.includes(person)) + 1),
      );
      measured.others += rows.length - expected.length;
      measured.queries += 1;
    });
  });

  afterAll(() => {
    const { queries, expected, found, ranks, others } = measured;
    const mean = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
    process.stdout.write(
      `golden set: ${queries} queries, recall ${((100 * found) / expected).toFixed(1)} %, mean rank of the first ${mean.toFixed(2)}, ${others} others shown as similar\n`,
    );
  });

  test('nothing but blanks is no search', async () => {
    for (const typed of ['', '   ', '\u200f']) {
      expect((await search(tenant, typed)).page.total).toBe(Object.keys(people).length);
    }
  });

  test.each(customerSorts)('finds the same sorted by %s', async (sort) => {
    const rows = await found('محمد', `&sort=${sort}`);
    expect(inOrder(rows.map(({ person }) => person))).toEqual(['mohammed', 'fatima', 'forms', 'muhammad']);
  });

  test('keeps to the type', async () => {
    const persons = async (type: string) =>
      inOrder((await found('محمد', `&type=${type}`)).map(({ person }) => person));
    expect(await persons('stub')).toEqual(['mohammed']);
    expect(await persons('guest')).toEqual(['fatima', 'forms', 'muhammad']);
  });

  test('follows every change at once', async () => {
    const body = { type: 'stub', name: 'Before Change', phone: '93331111', email: 'before@example.com' };
    const { id } = (await tenant.staff(customers, { method: 'POST', body })).body;
    const finds = async (typed: string, more?: string) =>
      (await search(tenant, typed, more)).data.some((each: { id: string }) => each.id === id);
    const change = (body: object) => tenant.staff(`${customers}/${id}`, { method: 'PATCH', body });
    expect(await finds('before change')).toBe(true);

    await change({ name: 'After', name2: 'بعد', phone: '93332222', email: 'after@example.com' });
    for (const old of ['before', 'change', '93331111', '1111', 'before@'])
      expect([old, await finds(old)]).toEqual([old, false]);
    for (const now of ['after', 'بعد', '93332222', '2222', 'after@'])
      expect([now, await finds(now)]).toEqual([now, true]);

    await change({ name2: null, lastName: 'Later' });
    expect([await finds('بعد'), await finds('later')]).toEqual([false, true]);

    await tenant.admin(`${customers}/${id}`, { method: 'DELETE' });
    for (const typed of ['after', '93332222', '2222', 'after@']) {
      expect(await finds(typed)).toBe(false);
      expect(await finds(typed, '&status=inactive')).toBe(true);
      expect(await finds(typed, '&status=all')).toBe(true);
    }
    await tenant.admin(`${customers}/${id}/restore`, { method: 'POST' });
    expect(await finds('after')).toBe(true);
  });

  test('an edited name is met by its new spelling and no longer by the old one, in either list', async () => {
    const own = await api.tenant();
    const body = { type: 'guest', name: 'Khalfan', tags: ['vip'] };
    const { id } = (await own.staff(customers, { method: 'POST', body })).body;
    const finds = async (typed: string, more?: string) =>
      (await search(own, typed, more)).data.map(({ match }: { match: Match }) => match);
    expect([await finds('khalfan'), await finds('خلفان'), await finds('khalfab')]).toEqual([
      ['exact'],
      ['similar'],
      ['similar'],
    ]);
    await own.staff(`${customers}/${id}`, { method: 'PATCH', body: { name: 'Zuwaina', tags: ['office'] } });
    expect([await finds('khalfan'), await finds('خلفان'), await finds('khalfab')]).toEqual([[], [], []]);
    expect([await finds('zuwaina'), await finds('zwaina'), await finds('زوينة')]).toEqual([
      ['exact'],
      ['similar'],
      ['similar'],
    ]);
    expect([await finds('zuwaina', '&tag=vip'), await finds('zuwaina', '&tag=office')]).toEqual([
      [],
      ['exact'],
    ]);
    await own.admin(`${customers}/${id}`, { method: 'DELETE' });
    expect([await finds('zwaina'), await finds('zwaina', '&status=inactive')]).toEqual([[], ['similar']]);
  });

  test('what is spelt alike in another business is not found', async () => {
    const [here, there] = [await api.tenant(), await api.tenant()];
    await there.staff(customers, { method: 'POST', body: { type: 'guest', name: 'Mohammed Zwawi' } });
    await here.staff(customers, { method: 'POST', body: { type: 'guest', name: 'Sara' } });
    for (const typed of ['mohammed', 'محمد', 'mohamed', 'mohamned', 'zawwi', 'moh']) {
      expect((await search(here, typed)).data).toEqual([]);
    }
  });

  test('the number of one who was merged into another leads to the other', async () => {
    const own = await api.tenant();
    const add = async (name: string) =>
      (await own.staff(customers, { method: 'POST', body: { type: 'guest', name } })).body;
    const [kept, merged] = [await add('Kept'), await add('Merged')];
    await asOwner('update org_customers_mst set is_active = false, merged_into_id = $2 where id = $1', [
      merged.id,
      kept.id,
    ]);
    for (const typed of [merged.customerNumber, '2']) {
      expect((await search(own, typed)).data).toMatchObject([{ id: kept.id, match: 'exact' }]);
      expect((await search(own, typed, '&status=inactive')).data).toMatchObject([{ id: merged.id }]);
    }
  });

  test('whoever was merged is found by what each was called, and once it is undone no longer', async () => {
    const own = await api.tenant();
    const add = async (body: object) =>
      (await own.staff(customers, { method: 'POST', body: { type: 'guest', ...body } })).body.id as string;
    const finds = async (typed: string, more?: string) =>
      (await search(own, typed, more)).data.map(({ id, match }: { id: string; match: Match }) => [id, match]);
    const merge = async (source: string, target: string, fields = {}) =>
      (
        await own.admin(`${customers}/merge`, {
          method: 'POST',
          body: { sourceCustomerId: source, targetCustomerId: target, fields, reason: 'the same' },
        })
      ).body.mergeId as string;
    const undo = async (mergeId: string) =>
      expect((await own.admin(`${customers}/merges/${mergeId}/undo`, { method: 'POST' })).status).toBe(200);

    const first = await add({ name: 'Zwaina Qasmi' });
    const second = await add({ name: 'Ghaliya Kharusi', name2: 'غالية الخروصي' });
    const last = await add({ name: 'Thuwaini Hadi' });
    const intoSecond = await merge(first, second);
    expect(await finds('zwaina qasmi')).toEqual([[second, 'exact']]);
    expect(await finds('zwaina kharusi')).toEqual([[second, 'exact']]);
    expect(await finds('زوينة')).toEqual([[second, 'similar']]);
    expect(await finds('zwaina', '&status=inactive')).toEqual([[first, 'exact']]);

    // A name that was given up for the other's is no less remembered.
    const intoLast = await merge(second, last, { name: 'source' });
    for (const typed of ['zwaina', 'ghaliya', 'غالية', 'thuwaini'])
      expect([typed, await finds(typed)]).toEqual([typed, [[last, 'exact']]]);
    const { body } = await own.viewer(`${customers}/${last}`);
    expect([body.name, body.version]).toEqual(['Ghaliya Kharusi', 2]);

    await undo(intoLast);
    expect(await finds('thuwaini')).toEqual([[last, 'exact']]);
    for (const typed of ['zwaina', 'ghaliya'])
      expect([typed, await finds(typed)]).toEqual([typed, [[second, 'exact']]]);
    await undo(intoSecond);
    expect([await finds('zwaina'), await finds('ghaliya')]).toEqual([
      [[first, 'exact']],
      [[second, 'exact']],
    ]);
    expect(await finds('zwaina ghaliya')).toEqual([]);
  });

  test('two who add the same new words at the same time do not wait for each other for ever', async () => {
    const own = await api.tenant();
    const names = [
      'Aabbee Ccddee Eeffgg',
      'Eeffgg Ccddee Aabbee',
      'Ccddee Eeffgg Aabbee',
      'Eeffgg Aabbee Ccddee',
    ];
    const added = await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        own.staff(customers, { method: 'POST', body: { type: 'guest', name: names[n % 4] } }),
      ),
    );
    expect(added.map(({ status }) => status)).toEqual(added.map(() => 201));
    const renamed = await Promise.all(
      added.map(({ body }, n) =>
        own.staff(`${customers}/${body.id}`, {
          method: 'PATCH',
          body: { name: names[(n + 1) % 4]!.replaceAll('ee', 'oo') },
        }),
      ),
    );
    expect(renamed.map(({ status }) => status)).toEqual(added.map(() => 200));
    expect((await search(own, 'aabboo ccddoo')).page.total).toBe(24);
    expect(
      (await search(own, 'aabbee')).data.every(({ match }: { match: Match }) => match === 'similar'),
    ).toBe(true);
  });

  test('a business elsewhere reads phones as its country writes them', async () => {
    const berlin = await api.tenant({ country: 'DE' });
    const body = { type: 'stub', name: 'Uwe', phone: '030 901820' };
    const { id } = (await berlin.staff(customers, { method: 'POST', body })).body;
    for (const typed of ['030 901820', '030/901820', '0309018', '+49 30 901820', '901820', '820']) {
      const ids = (await search(berlin, typed)).data.map((each: { id: string }) => each.id);
      expect([typed, ids]).toEqual([typed, [id]]);
    }
  });

  test('a business with its own prefix finds by it', async () => {
    const own = await api.tenant();
    await asOwner("update org_tenants_mst set customer_number_prefix = 'A1' where id = $1", [own.id]);
    const { id } = (await own.staff(customers, { method: 'POST', body: { type: 'guest' } })).body;
    for (const typed of ['A1-00001', 'a1-1', 'a1 1', '1']) {
      expect((await search(own, typed)).data.map((each: { id: string }) => each.id)).toEqual([id]);
    }
    expect((await search(own, 'CUST-00001')).data).toEqual([]);
  });
});

describe('searching for common words', () => {
  const many = 2_150;
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await api.tenant();
    await asOwner(
      `insert into org_customers_mst
          (tenant_org_id, profile_status, display_name, name, first_name, total_orders, last_order_at, created_at)
        select $1, 'guest', case when n % 3 = 0 then 'Zaid ' || n % 7 when n % 5 = 0 then 'Asma' end, 'Mohammed Common ' || case when n % 430 = 0 then 'Rare' else 'Usual' end,
          case when n % 2 = 0 then 'Even' end, n % 3,
          case when n % 4 > 0 then now() - (n % 5) * interval '1 day' end, now() - (n % 50) * interval '1 hour'
        from generate_series(1, $2::int) as n`,
      [tenant.id, many],
    );
  });

  test.each(customerSorts)('sorted by %s walks to every hit once', async (sort) => {
    const ids: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await tenant.viewer(
        `${customers}?search=moh%20common&sort=${sort}&limit=100${cursor && `&cursor=${cursor}`}`,
      );
      ids.push(...body.data.map((each: { id: string }) => each.id));
      expect(body.page).toMatchObject({ total: 2000, totalIsExact: false });
      if (body.page.nextCursor === null) break;
      cursor = body.page.nextCursor;
    }
    expect([ids.length, new Set(ids).size]).toEqual([many, many]);
  });

  test.each(['name', '-name'])('of one word, sorted by %s, are in order, there and back', async (sort) => {
    const direction = sort === 'name' ? 'asc' : 'desc';
    const expected = await asOwner<{ id: string }>(
      `select id from org_customers_mst where tenant_org_id = $1 order by sort_name ${direction}, id ${direction}`,
      [tenant.id],
    );
    const pages: string[][] = [];
    const ask = async (cursor: string) =>
      (
        await tenant.viewer(
          `${customers}?search=mohamm&sort=${sort}&limit=100${cursor && `&cursor=${cursor}`}`,
        )
      ).body;
    let body = await ask('');
    for (; body.page.nextCursor !== null; body = await ask(body.page.nextCursor)) {
      pages.push(body.data.map((each: { id: string }) => each.id));
    }
    expect([...pages.flat(), ...body.data.map((each: { id: string }) => each.id)]).toEqual(
      expected.map(({ id }) => id),
    );
    const back: string[][] = [];
    for (let cursor = body.page.previousCursor; cursor !== null; cursor = body.page.previousCursor) {
      body = await ask(cursor);
      back.unshift(body.data.map((each: { id: string }) => each.id));
    }
    expect(back).toEqual(pages);
  });

  test.each([
    ['mohammed rare', 5, true],
    ['rare', 5, true],
    ['common even', 1075, true],
    ['common rare even', 5, true],
    ['common nobody', 0, true],
    ['mohammed', 2000, false],
    ['m', 2000, false],
  ])('%j counts %i', async (typed, total, totalIsExact) => {
    const { page } = await search(tenant, typed);
    expect([page.total, page.totalIsExact]).toEqual([total, totalIsExact]);
  });

  test('counts all of a list exactly, without a search', async () => {
    const { body } = await tenant.viewer(customers);
    expect([body.page.total, body.page.totalIsExact]).toEqual([many, true]);
  });

  test('of as many words as fit is answered', async () => {
    const words = (from: number) =>
      Array.from({ length: 90 }, (_, n) => String.fromCodePoint(from + n)).join(' ');
    expect((await search(tenant, words(0x4e00))).page.total).toBe(0);
    expect((await search(tenant, `mohammed ${words(0x4e00)}`)).page.total).toBe(0);
    const beginnings = 'mo moh moha moham mohamm mohamme mohammed co com comm commo common ev eve even';
    expect((await search(tenant, beginnings)).page.total).toBe(1075);
  });
});

describe('searching for what thousands have each and few together', () => {
  const tag = 'big % client';
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await api.tenant();
    await asOwner(
      `insert into org_customers_mst (tenant_org_id, profile_status, is_active, email, tags, name, name2, first_name, last_name, display_name)
        select $1, 'guest', n % 20 > 0, case n % 100 when 13 then 'noor' || n || '@shop.om' end,
          case when n % 2 = 1 or n % 100 = 8 then array[$3] else '{}' end,
          case n % 100 when 7 then 'Noor Al Abri' when 9 then 'Noora AlAbri' when 11 then 'Nour' when 15 then null
            else case n % 2 when 0 then 'Noor Kindi' else 'Wafa Al Abri' end end,
          case n % 100 when 11 then 'العبري' when 15 then 'نور العبري' end,
          many[1], many[2], many[3]
        from generate_series(1, $2::int) as n,
          -- One of them has more words than can be told.
          lateral (select array(select string_agg(left(md5(i::text), 3), ' ') from generate_series(1, 150) i where n = 7 group by i % 3)) words (many)`,
      [tenant.id, 2 * few + 2000, tag],
    );
  });
  const noor = "(name ~ 'Noor|Nour' or name2 ~ 'نور' or email ~ '^noor')";
  const abri = "(name ~ 'Abri' or name2 ~ 'عبري')";
  const both = `${noor.replace(" or email ~ '^noor'", '')} and ${abri}`;

  test.each([
    ['noor abri', '&status=active', `is_active and ${both}`],
    ['abri noo', '&status=all', "name ~ 'Noo' and name ~ 'Abri'"],
    ['نور عبري', '&status=active&sort=name', `is_active and ${both}`],
    ['noor', `&status=all&tag=${encodeURIComponent(tag)}`, `tags <> '{}' and ${noor}`],
    [
      'noor',
      `&status=active&sort=-totalOrders&tag=${encodeURIComponent(tag)}`,
      `is_active and tags <> '{}' and ${noor}`,
    ],
    [
      'abri noor',
      `&status=active&type=guest&tag=${encodeURIComponent(tag)}`,
      `is_active and tags <> '{}' and ${both}`,
    ],
  ])('%j with %j finds everybody, and nobody else', async (typed, more, condition) => {
    const expected = await asOwner<{ id: string }>(
      `select id from org_customers_mst where tenant_org_id = $1 and ${condition} order by id`,
      [tenant.id],
    );
    const found: string[] = [];
    for (let cursor = ''; ; ) {
      const { data, page } = await search(tenant, typed, `${more}${cursor && `&cursor=${cursor}`}`);
      expect([page.total, page.totalIsExact]).toEqual([expected.length, true]);
      found.push(...data.map(({ id }: { id: string }) => id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(found.toSorted()).toEqual(expected.map(({ id }) => id));
  });

  test('a word at the end that tells nothing puts those in front who have its beginning', async () => {
    const expected = await asOwner<{ id: string }>(
      `select id from org_customers_mst where tenant_org_id = $1 and is_active and name ~ '^Noora? Al' order by id desc`,
      [tenant.id],
    );
    const front: string[] = [];
    for (let cursor = ''; ; ) {
      const { data, page } = await search(
        tenant,
        'noor al',
        `&status=active${cursor && `&cursor=${cursor}`}`,
      );
      expect([page.total, page.totalIsExact]).toEqual([2000, false]);
      const met = data.filter(({ match }: { match: Match }) => match === 'prefix' || match === 'exact');
      front.push(...met.map(({ id }: { id: string }) => id));
      if (met.length < data.length) break;
      cursor = page.nextCursor;
    }
    expect(front.toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
  });

  test.each(['name', '-name'])('a list of the tag, sorted by %s, is in order', async (sort) => {
    const direction = sort === 'name' ? 'asc' : 'desc';
    const expected = await asOwner<{ id: string }>(
      `select id from org_customers_mst where tenant_org_id = $1 and is_active and tags <> '{}'
       order by sort_name ${direction}, id ${direction}`,
      [tenant.id],
    );
    const found: string[] = [];
    for (let cursor = ''; found.length < 500; ) {
      const { body } = await tenant.viewer(
        `${customers}?tag=${encodeURIComponent(tag)}&sort=${sort}&limit=100${cursor && `&cursor=${cursor}`}`,
      );
      found.push(...body.data.map(({ id }: { id: string }) => id));
      cursor = body.page.nextCursor;
    }
    expect(found).toEqual(expected.map(({ id }) => id).slice(0, found.length));
  });

  test('how many have a word is remembered, and who has it is not', async () => {
    const typed = async () => (await search(tenant, 'noor abri')).page.total;
    const before = await typed();
    const { status } = await tenant.staff(customers, {
      method: 'POST',
      body: { type: 'guest', name: 'Noor Abri' },
    });
    expect([status, await typed()]).toEqual([201, before + 1]);
  });
});
