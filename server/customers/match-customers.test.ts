import { customerSorts } from '@regulars/contract/customer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;
const search = async (tenant: Tenant, typed: string, more = '&status=active') => {
  const { status, body } = await tenant.viewer(
    `${customers}?search=${encodeURIComponent(typed)}&limit=100${more}`,
  );
  expect(status).toBe(200);
  return body;
};

/** In the order of their numbers. */
const people = {
  sara: {
    type: 'stub',
    name: 'Sara Al Balushi',
    name2: 'سارة البلوشي',
    phone: '90123456',
    email: 'Sara.B@Example.com',
  },
  mohammed: {
    type: 'stub',
    name: 'Mohammed AlHarthy',
    name2: 'محمد الحارثي',
    phone: '92224567',
    email: 'mohammed@shop.om',
  },
  abdullah: { type: 'guest', name: 'عبد الله الشكيلي' },
  ahmed: { type: 'guest', firstName: 'أحمد', lastName: 'إبراهيم' },
  fatima: { type: 'guest', name: 'فاطمة بنت مُحَمَّد' },
  zoe: { type: 'guest', name: 'Zoë O’Brien-Smith' },
  jose: { type: 'guest', firstName: 'José', lastName: 'Straße', displayName: 'Łukasz' },
  club: { type: 'stub', name: '100%_Club "Quote" \\ Back', phone: '+49 30 901820' },
  alaa: { type: 'guest', name: 'Alaa Ali' },
  karim: { type: 'guest', name: 'کریم یوسفی' },
  salim: { type: 'guest', name: 'ســـالم' },
  forms: { type: 'guest', name: '\ufee3\ufea4\ufee4\ufeaa' },
  wide: { type: 'guest', name: 'Ｗｉｄｅ' },
  under: { type: 'guest', email: 'under_score@example.com' },
};
type Person = keyof typeof people;

const golden: [string, Person[]][] = [
  // Words of names, by their beginnings, in any order.
  ['sara', ['sara']],
  ['SARA', ['sara']],
  ['sar', ['sara']],
  ['ara', []],
  ['sara bal', ['sara']],
  ['bal sara', ['sara']],
  ['  sara   balushi  ', ['sara']],
  ['sara mohammed', []],
  ['سارة', ['sara']],
  ['سار', ['sara']],
  ['sara البلوشي', ['sara']],
  ['łukasz', ['jose']],
  ['lukasz', ['jose']],
  ['jose', ['jose']],
  ['josé strasse', ['jose']],
  ['STRASSE', ['jose']],
  ['zoe', ['zoe']],
  ["o'brien", ['zoe']],
  ['obrien', ['zoe']],
  ['o’brien smith', ['zoe']],
  ['brien', []],
  ['smith', ['zoe']],
  ['wide', ['wide']],
  // Articles and "servant of", together and apart.
  ['balushi', ['sara']],
  ['al balushi', ['sara']],
  ['al-balushi', ['sara']],
  ['albalushi', ['sara']],
  ['harthy', ['mohammed']],
  ['alharthy', ['mohammed']],
  ['al harthy', ['mohammed']],
  ['حارثي', ['mohammed']],
  ['الحارثي', ['mohammed']],
  ['عبدالله', ['abdullah']],
  ['عبد الله', ['abdullah']],
  ['شكيلي', ['abdullah']],
  ['ali', ['alaa']],
  ['aa', []],
  // Letters that people write one for the other; signs that nobody types.
  ['احمد', ['ahmed']],
  ['أحمد', ['ahmed']],
  ['آحمد ابراهيم', ['ahmed']],
  ['فاطمه', ['fatima']],
  ['فاطمة', ['fatima']],
  ['محمد', ['mohammed', 'fatima', 'forms']],
  ['مُحَمَّد', ['mohammed', 'fatima', 'forms']],
  ['البلوشى', ['sara']],
  ['كريم', ['karim']],
  ['کریم', ['karim']],
  ['يوسفي', ['karim']],
  ['سالم', ['salim']],
  ['سـالـم', ['salim']],
  ['\u202bسالم\u202c', ['salim']],
  // Phones: in any form, by their last digits, while they are being typed.
  ['90123456', ['sara']],
  ['9012 3456', ['sara']],
  ['+968 9012-3456', ['sara']],
  ['0096890123456', ['sara']],
  ['(+968) 90123456', ['sara']],
  ['tel:+96890123456', ['sara']],
  ['٩٠١٢٣٤٥٦', ['sara']],
  ['۹۰۱۲۳۴۵۶', ['sara']],
  ['९०१२३४५६', ['sara']],
  ['９０１２３４５６', ['sara']],
  ['3456', ['sara']],
  ['456', ['sara']],
  ['٤٥٦', ['sara']],
  ['567', ['mohammed']],
  ['56', []],
  ['9012', ['sara']],
  ['9012345', ['sara']],
  ['+9689012', ['sara']],
  ['+968 90', ['sara']],
  ['00968 9012', ['sara']],
  ['(+968) 9012', ['sara']],
  ['+96', []],
  ['90123457', []],
  ['+4930901820', ['club']],
  ['0049 30 901820', ['club']],
  ['901820', ['club']],
  // Numbers, with or without their prefix.
  ['CUST-00001', ['sara']],
  ['cust-1', ['sara']],
  ['cust 1', ['sara']],
  ['CUST00001', ['sara']],
  ['00001', ['sara']],
  ['1', ['sara']],
  ['٠٠٠٠٢', ['mohammed']],
  ['ＣＵＳＴ－２', ['mohammed']],
  ['CUST-٠٠٠١٠', ['karim']],
  ['CUST-00099', []],
  ['CUST-0', []],
  ['CUST-99999999999999999999', []],
  // E-mails, by their beginnings.
  ['sara.b@example.com', ['sara']],
  ['SARA.B@ex', ['sara']],
  ['sara.', ['sara']],
  ['mohammed@', ['mohammed']],
  ['example.com', []],
  ['under_', ['under']],
  ['underxscore', []],
  // Operators of other languages are text here.
  ['%', []],
  ['_', []],
  ['%ara', []],
  ['_ara', []],
  ['s_ra', []],
  ['*', []],
  ['\\', []],
  ['"', []],
  ["'", []],
  ["' or ''='", []],
  ["sara'; drop table org_customers_mst; --", []],
  ['sara | mohammed', []],
  ['sara:*', ['sara']],
  ['!sara', ['sara']],
  ['(sara', ['sara']],
  ['100% club', ['club']],
  ['quote', ['club']],
  ['\u{10FFFF}', []],
  ['+', []],
  ['@', []],
];

describe('searching', () => {
  let tenant: Tenant;
  const nameOf = new Map<string, string>();
  beforeAll(async () => {
    tenant = await api.tenant();
    for (const [name, body] of Object.entries(people)) {
      const { status, body: created } = await tenant.staff(customers, { method: 'POST', body });
      expect(status).toBe(201);
      nameOf.set(created.id, name);
    }
  });
  const found = async (typed: string, more?: string) => {
    const { data, page } = await search(tenant, typed, more);
    expect(page).toEqual({ nextCursor: null, total: data.length, totalIsExact: true });
    return data
      .toReversed()
      .map(({ id }: { id: string }) => nameOf.get(id))
      .filter((name: string | undefined) => name !== undefined);
  };

  test.each(golden)('%j finds %j', async (typed, expected) => {
    expect(await found(typed)).toEqual(expected);
  });

  test('nothing but blanks is no search', async () => {
    for (const typed of ['', '   ', '\u200f']) {
      expect((await search(tenant, typed)).page.total).toBe(Object.keys(people).length);
    }
  });

  test.each(customerSorts)('finds the same sorted by %s', async (sort) => {
    expect((await found('محمد', `&sort=${sort}`)).toSorted()).toEqual(['fatima', 'forms', 'mohammed']);
  });

  test('keeps to the type', async () => {
    expect(await found('محمد', '&type=stub')).toEqual(['mohammed']);
    expect(await found('محمد', '&type=guest')).toEqual(['fatima', 'forms']);
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
          (tenant_org_id, profile_status, name, first_name, total_orders, last_order_at, created_at)
        select $1, 'guest', 'Mohammed Common ' || case when n % 430 = 0 then 'Rare' else 'Usual' end,
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
