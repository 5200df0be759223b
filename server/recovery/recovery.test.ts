import { query } from '@regulars/database/query';
import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { identityContext } from '../sessions/auth.ts';
import { cleanUpSignIns } from '../sessions/clean-up-sign-ins.ts';
import { asOwner } from '../testing/as-owner.ts';
import { type Answered, testApi } from '../testing/test-api.ts';
import { createRecovery } from './create-recovery.ts';

const api = testApi();
afterAll(api.close);

const session = '/api/v1/session';
const password = 'another correct horse 9';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});

const newPerson = () => api.createMember(here.id, 'admin', 'Fatma');
const linkFor = async (email: string, { endsTwoFactor = false } = {}) =>
  (await createRecovery(api.database.each(identityContext), email, { endsTwoFactor }))!;
const check = (token: string) => api.ask('/api/v1/recovery/link', { method: 'POST', body: { token } });
const recover = (token: string, chosen = password, headers = {}) =>
  api.ask('/api/v1/recovery', { method: 'POST', body: { token, password: chosen }, headers });
const signIn = (account: { email: string; password: string }, code?: string) =>
  api.ask(session, {
    method: 'POST',
    body: { email: account.email, password: account.password, ...(code !== undefined && { code }) },
  });
const codeOf = ({ status, body }: Answered) => [status, body.code];
const invalid = [403, 'recovery_invalid'];
const expectWorthless = async (token: string) => {
  expect([codeOf(await check(token)), codeOf(await recover(token))]).toEqual([invalid, invalid]);
};

describe('a link to a new password', () => {
  test('says for whom it is without saying it all, sets the password and ends every session, and no API key', async () => {
    const person = await newPerson();
    const [one, other] = [await api.signIn(person), await api.signIn(person)];
    const made = await one.ask('/api/v1/api-keys', { method: 'POST', body: { name: 'Till', role: 'staff' } });
    const token = await linkFor(person.email.toUpperCase());
    expect((await check(token)).body).toEqual({
      email: `${person.email[0]}***@example.com`,
      endsTwoFactor: false,
    });

    const recovered = await recover(token);
    expect([recovered.status, recovered.text, recovered.headers.getSetCookie()]).toEqual([204, '', []]);
    for (const { ask } of [one, other]) expect((await ask(session)).status).toBe(401);
    expect(codeOf(await signIn(person))).toEqual([401, 'wrong_credentials']);
    await api.signIn({ ...person, password });
    const key = api.withHeaders({ authorization: `Bearer ${made.body.key}` });
    expect((await key('/api/v1/customers')).status).toBe(200);
    await expectWorthless(token);
  });

  test('is nobody else’s: a colleague stays signed in with the password that they have', async () => {
    const [person, colleague] = [await newPerson(), await newPerson()];
    const { ask } = await api.signIn(colleague);
    const theirs = await linkFor(colleague.email);
    await recover(await linkFor(person.email));
    expect((await ask(session)).status).toBe(200);
    expect((await signIn(colleague)).status).toBe(200);
    expect((await check(theirs)).status).toBe(200);
  });

  test('used by five at the same moment sets one password, of whoever was first', async () => {
    const person = await newPerson();
    const token = await linkFor(person.email);
    const chosen = Array.from({ length: 5 }, (_, n) => `the password of number ${n}`);
    const answers = await Promise.all(chosen.map((each) => recover(token, each)));
    const won = chosen.filter((_, n) => answers[n]!.status === 204);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 204).map(codeOf)).toEqual(Array(4).fill(invalid));
    await api.signIn({ ...person, password: won[0]! });
  });

  test.each([
    ['made up', ''],
    ['made up', 'x'],
    ['made up', `rgr_${'A'.repeat(43)}`],
    ['of another kind', `rgi_${'A'.repeat(86)}`],
    ['made up', '\u0000\ud800'],
  ])('%s is refused like every other that is not good: %j', async (_, token) => {
    await expectWorthless(token);
  });

  test('that is not good says the same, whatever it was, and nothing of any account', async () => {
    const person = await newPerson();
    const used = await linkFor(person.email);
    await recover(used);
    const replaced = await linkFor(person.email);
    const expired = await linkFor(person.email);
    await asOwner("update sys_recoveries set expires_at = now() - interval '1 second' where person_id = $1", [
      person.id,
    ]);
    const answers = await Promise.all(
      [used, replaced, expired, `${expired}=`, expired.toLowerCase(), 'x'].flatMap((token) => [
        check(token),
        recover(token),
      ]),
    );
    const told = answers.map(({ body }) => JSON.stringify({ ...body, requestId: '' }));
    expect([codeOf(answers[0]!), new Set(told).size]).toEqual([invalid, 1]);
    expect((await signIn({ ...person, password })).status).toBe(200);
  });

  test('made anew ends the one before, also where both are made at the same moment', async () => {
    const person = await newPerson();
    const tokens = await Promise.all([1, 2, 3].map(() => linkFor(person.email)));
    const answers = await Promise.all(tokens.map(check));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('is good for an hour, kept as a hash, and forgotten afterwards', async () => {
    const person = await newPerson();
    const token = await linkFor(person.email);
    const [row] = await asOwner<{ row: string; good: boolean }>(
      `select to_jsonb(r)::text as row, expires_at between now() + interval '59 minutes' and now() + interval '1 hour' as good
        from sys_recoveries r where person_id = $1`,
      [person.id],
    );
    expect(row!.good).toBe(true);
    for (const secret of [token.slice(4), Buffer.from(token.slice(4), 'base64url').toString('hex')]) {
      expect(row!.row).not.toContain(secret);
    }
    const rows = () => asOwner('select from sys_recoveries where person_id = $1', [person.id]);
    await cleanUpSignIns(api.database);
    expect(await rows()).toHaveLength(1);
    await asOwner("update sys_recoveries set expires_at = now() - interval '1 second' where person_id = $1", [
      person.id,
    ]);
    await cleanUpSignIns(api.database);
    expect(await rows()).toEqual([]);
  });

  test('is worth nothing once the password or the e-mail is another, and stays good through everything else', async () => {
    const person = await newPerson();
    const { ask } = await api.signIn(person);
    const first = await linkFor(person.email);
    expect((await ask('/api/v1/account', { method: 'PATCH', body: { name: 'Fatma Al Said' } })).status).toBe(
      200,
    );
    expect((await check(first)).status).toBe(200);
    const changed = await ask('/api/v1/account/password', {
      method: 'POST',
      body: { currentPassword: person.password, newPassword: 'a third correct horse' },
    });
    expect(changed.status).toBe(200);
    await expectWorthless(first);

    const second = await linkFor(person.email);
    await asOwner("update sys_people set email = 'new-' || email where id = $1", [person.id]);
    await expectWorthless(second);
  });

  test('gives way to a change of the password that is just under way, and neither waits for the other for ever', async () => {
    const person = await newPerson();
    const token = await linkFor(person.email);
    const changing = new pg.Client({ connectionString: inject('ownerUrl') });
    await changing.connect();
    try {
      await changing.query('begin');
      await changing.query('select from sys_accounts where person_id = $1 for update', [person.id]);
      const recovering = recover(token);
      const waits = () =>
        asOwner("select from pg_stat_activity where wait_event_type = 'Lock' and query ~ 'sys_accounts'");
      await expect.poll(waits).toHaveLength(1);
      await changing.query("update sys_accounts set password = 'another' where person_id = $1", [person.id]);
      await changing.query('commit');
      expect(codeOf(await recovering)).toEqual(invalid);
    } finally {
      await changing.end();
    }
  });

  test('leaves nobody signed in who was signing in with the old password just then', async () => {
    const person = await newPerson();
    const token = await linkFor(person.email);
    const [, ...signedIn] = await Promise.all([
      recover(token),
      ...Array.from({ length: 4 }, () => signIn(person)),
    ]);
    for (const answered of signedIn.filter(({ status }) => status !== 200)) {
      expect(codeOf(answered)).toEqual([401, 'wrong_credentials']);
    }
    expect(await asOwner('select from sys_sessions where person_id = $1', [person.id])).toEqual([]);
  });

  test('is not used up by a password that is too short, by another site, or by being looked at', async () => {
    const person = await newPerson();
    const token = await linkFor(person.email);
    expect(codeOf(await recover(token, 'short'))).toEqual([400, 'invalid_request']);
    expect(codeOf(await recover(token, password, { origin: 'https://evil.example' }))).toEqual([
      403,
      'foreign_origin',
    ]);
    for (let n = 0; n < 3; n += 1) expect((await check(token)).status).toBe(200);
    expect((await signIn(person)).status).toBe(200);
    expect((await recover(token)).status).toBe(204);
  });

  test('is made for nobody who does not sign in here', async () => {
    expect(
      await createRecovery(api.database.each(identityContext), 'nobody@example.com', { endsTwoFactor: true }),
    ).toBe(null);
  });

  test.each([
    'regulars_tenant',
    'regulars_cleaner',
    'regulars_courier',
    'regulars_dispatcher',
    'regulars_porter',
  ] as const)('is not for %s to see', async (role) => {
    const statements = api.database.each({ ...identityContext, role, tenantId: here.id });
    await expect(statements.execute(query.selectFrom('sys_recoveries').selectAll())).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('the second factor', () => {
  const withSecondFactor = async () => {
    const person = await newPerson();
    const { ask } = await api.signIn(person);
    const post = (path: string, body: object) =>
      ask(`/api/v1/account/two-factor${path}`, { method: 'POST', body });
    const { secret, backupCodes } = (await post('', { password: person.password })).body;
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    expect((await post('/confirm', { code })).status).toBe(200);
    return { ...person, backupCodes };
  };

  test('stays: the new password alone opens nothing, with a code it does', async () => {
    const person = await withSecondFactor();
    expect((await recover(await linkFor(person.email))).status).toBe(204);
    const mine = { ...person, password };
    expect(codeOf(await signIn(mine))).toEqual([401, 'two_factor_required']);
    expect((await signIn(mine, person.backupCodes[0])).status).toBe(200);
  });

  test('ends where the link says so, with its codes, and can be set up anew', async () => {
    const person = await withSecondFactor();
    const token = await linkFor(person.email, { endsTwoFactor: true });
    expect((await check(token)).body.endsTwoFactor).toBe(true);
    expect(codeOf(await signIn(person))).toEqual([401, 'two_factor_required']);
    expect((await recover(token)).status).toBe(204);
    const { ask } = await api.signIn({ ...person, password });
    expect((await ask('/api/v1/account')).body.twoFactor).toBe(false);
    const started = await ask('/api/v1/account/two-factor', { method: 'POST', body: { password } });
    expect(started.status).toBe(200);
    expect(await asOwner('select from sys_two_factors where person_id = $1', [person.id])).toHaveLength(1);
  });
});
