import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { emptyDatabase } from '../testing/empty-database.ts';
import { cookieOf, type TestApi, testApi } from '../testing/test-api.ts';

const business = {
  name: 'Al Noor',
  name2: 'النور',
  country: 'OM',
  language: 'ar',
  currency: 'OMR',
  timeZone: 'Asia/Muscat',
};
const owner = { name: 'Olivia', email: 'Olivia@Example.com', password: 'correct horse battery' };
const setup = '/api/v1/setup';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let api: TestApi;
let token: string;
beforeAll(async () => {
  database = await emptyDatabase();
  api = testApi({ appUrl: database.appUrl });
  token = (await api.setupLink.token())!;
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const use = (body: object, ask = api.ask) => ask(setup, { method: 'POST', body });
const check = (given: string) => api.ask(`${setup}/link`, { method: 'POST', body: { token: given } });
const rows = async () => {
  const [counts] = await asOwner<Record<string, number>>(
    `select (select count(*)::int from org_tenants_mst) as tenants, (select count(*)::int from sys_people) as people,
      (select count(*)::int from sys_accounts) as accounts, (select count(*)::int from org_members) as members,
      (select count(*)::int from sys_sessions) as sessions`,
    [],
    database.ownerUrl,
  );
  return counts;
};
const nothing = { tenants: 0, people: 0, accounts: 0, members: 0, sessions: 0 };

// In this order: each test finds the database as the one before left it.
describe('the set-up link', () => {
  test('is long, and the one that is valid', async () => {
    expect(token).toMatch(/^[\w-]{32}$/);
    expect((await check(token)).body).toEqual({ valid: true });
  });

  test.each(['x', 'A'.repeat(32), '', 'x'.repeat(201)])('is not %j', async (wrong) => {
    for (const { status, body } of [
      await check(wrong),
      await use({ token: wrong, tenant: business, owner }),
    ]) {
      const fits = wrong.length > 0 && wrong.length <= 200;
      expect([status, body.code]).toEqual(fits ? [403, 'setup_link_invalid'] : [400, 'invalid_request']);
    }
    expect(await rows()).toEqual(nothing);
  });

  test('opens nothing that is not right in every field, and then opens nothing by halves', async () => {
    for (const wrong of [
      { tenant: { ...business, country: 'XX' } },
      { tenant: { ...business, country: 'Oman' } },
      { tenant: { ...business, currency: 'XYZ' } },
      { tenant: { ...business, timeZone: 'Asia/Atlantis' } },
      { tenant: { ...business, timeZone: '+04:00' } },
      { tenant: { ...business, language: 'fr' } },
      { tenant: { ...business, name: ' ' } },
      { tenant: { ...business, id: crypto.randomUUID() } },
      { owner: { ...owner, password: 'short' } },
      { owner: { ...owner, email: 'nobody' } },
      { owner: { ...owner, role: 'owner' } },
    ]) {
      const { status, body } = await use({ token, tenant: business, owner, ...wrong });
      expect([status, body.code]).toEqual([400, 'invalid_request']);
      expect(body.errors.length).toBe(1);
    }
    expect(await rows()).toEqual(nothing);
  });

  test('leaves nothing where the last of its rows cannot be written', async () => {
    await asOwner('alter table org_members add constraint nobody check (false)', [], database.ownerUrl);
    const { status, body } = await use({ token, tenant: business, owner });
    expect([status, body.code]).toEqual([500, 'internal']);
    await asOwner('alter table org_members drop constraint nobody', [], database.ownerUrl);
    expect(await rows()).toEqual(nothing);
    expect((await check(token)).status).toBe(200);
  });

  test('used ten times at once, through two servers, opens one business and signs its owner in', async () => {
    const other = testApi({ appUrl: database.appUrl });
    const otherToken = (await other.setupLink.token())!;
    expect(otherToken).not.toBe(token);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        n % 2
          ? use({ token, tenant: business, owner: { ...owner, email: `${n}${owner.email}` } })
          : use(
              { token: otherToken, tenant: business, owner: { ...owner, email: `${n}${owner.email}` } },
              other.ask,
            ),
      ),
    );
    await other.close();
    const [opened, ...more] = answers.filter(({ status }) => status === 201);
    expect(more).toEqual([]);
    for (const refused of answers.filter((answer) => answer !== opened)) {
      expect([refused.status, refused.body.code]).toEqual([403, 'setup_link_invalid']);
    }
    expect(await rows()).toEqual({ tenants: 1, people: 1, accounts: 1, members: 1, sessions: 1 });
    expect(opened!.body).toMatchObject({
      role: 'owner',
      actor: { kind: 'person', name: 'Olivia' },
      tenant: { ...business, customerNumberPrefix: 'CUST' },
    });
    const headers = { cookie: cookieOf(opened!) };
    expect((await api.ask('/api/v1/session', { headers })).body).toEqual(opened!.body);
    const { email } = opened!.body.actor;
    const again = await api.ask('/api/v1/session', {
      method: 'POST',
      body: { email, password: owner.password },
    });
    expect(again.status).toBe(200);
  });

  test('is worth nothing once there is a business', async () => {
    expect(await api.setupLink.token()).toBe(null);
    expect((await check(token)).status).toBe(403);
    expect((await use({ token, tenant: business, owner })).body.code).toBe('setup_link_invalid');
    expect(await rows()).toMatchObject({ tenants: 1, people: 1 });
  });

  test('cannot be used from another site', async () => {
    const { body } = await api.ask(setup, {
      method: 'POST',
      body: { token, tenant: business, owner },
      headers: { origin: 'https://evil.example' },
    });
    expect(body.code).toBe('foreign_origin');
  });
});
