import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testSecret } from '../testing/people-and-tenants.ts';
import { type Answered, type Ask, cookieOf, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const account = '/api/v1/account';
const session = '/api/v1/session';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});

const codeOf = ({ status, body }: Answered) => [status, body.code];
const post = (ask: Ask, path: string, body: object) => ask(account + path, { method: 'POST', body });
const somebody = async () => {
  const person = await api.createMember(here.id, 'staff');
  return { person, ...(await api.signIn(person)) };
};
const withCookie = (answered: Answered) => api.withHeaders({ cookie: cookieOf(answered) });
/** The code of the app, `steps` of 30 seconds from now. */
const codeFor = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

describe('my account', () => {
  test('has a name and a language that go with me to another machine, and nothing else to change', async () => {
    const { person, ask } = await somebody();
    expect((await ask(account)).body).toEqual({
      name: person.name,
      email: person.email,
      language: null,
      twoFactor: false,
      tourEnded: true,
    });
    const changes = { name: 'Mina Al Said', language: 'ar' };
    expect((await ask(account, { method: 'PATCH', body: changes })).body).toMatchObject(changes);
    const elsewhere = await api.signIn(person);
    expect(elsewhere.session).toMatchObject({ language: 'ar', actor: { name: 'Mina Al Said' } });
    for (const body of [{ email: 'x@example.com' }, { twoFactor: true }, { language: 'fr' }, { name: ' ' }]) {
      expect((await ask(account, { method: 'PATCH', body })).body.code).toBe('invalid_request');
    }
  });

  test('is offered the tour until I end it: for good, on every machine, for me alone', async () => {
    const newcomer = (name: string) => api.createMember(here.id, 'staff', name, { tourEnded: false });
    const [mina, other] = [await newcomer('Mina'), await newcomer('Other')];
    const { ask, session: first } = await api.signIn(mina);
    expect(first.tourEnded).toBe(false);
    expect((await ask(account, { method: 'PATCH', body: { name: 'Mina' } })).body.tourEnded).toBe(false);
    expect(codeOf(await ask(account, { method: 'PATCH', body: { tourEnded: false } }))).toEqual([
      400,
      'invalid_request',
    ]);
    const endedAt = async () => {
      const [person] = await asOwner('select tour_ended_at::text from sys_people where id = $1', [mina.id]);
      return person!.tour_ended_at;
    };
    const end = () => ask(account, { method: 'PATCH', body: { tourEnded: true } });
    expect((await end()).body).toMatchObject({ name: 'Mina', tourEnded: true });
    const at = await endedAt();
    await end();
    expect(await endedAt()).toBe(at);
    for (const [person, ended] of [
      [mina, true],
      [other, false],
    ] as const) {
      expect((await api.signIn(person)).session.tourEnded).toBe(ended);
    }
    expect((await here.staff(session)).body.tourEnded).toBe(true);
  });

  test('is nobody’s who has a token', async () => {
    for (const path of [account, `${account}/sessions`])
      expect(codeOf(await here.staff(path))).toEqual([404, 'not_found']);
  });
});

describe('my password', () => {
  test('changed with the one in force ends every other session on the server, and this one goes on under a new id', async () => {
    const { person, ask, cookie } = await somebody();
    const other = await api.signIn(person);
    const newPassword = 'another correct horse 9';
    const changed = await post(ask, '/password', { currentPassword: person.password, newPassword });
    expect(changed.status).toBe(200);
    expect(cookieOf(changed)).not.toBe(cookie);
    for (const ended of [ask, other.ask]) expect((await ended(session)).status).toBe(401);
    expect((await withCookie(changed)(session)).body.tenant.id).toBe(here.id);
    const signIn = (password: string) =>
      api.ask(session, { method: 'POST', body: { email: person.email, password } });
    expect(codeOf(await signIn(person.password))).toEqual([401, 'wrong_credentials']);
    expect((await signIn(newPassword)).status).toBe(200);
  });

  test('stays as it was where the one in force is wrong or the new one too short', async () => {
    const { person, ask } = await somebody();
    const wrong = { currentPassword: 'not the password', newPassword: 'long enough 12345' };
    expect(codeOf(await post(ask, '/password', wrong))).toEqual([422, 'wrong_password']);
    const short = { currentPassword: person.password, newPassword: 'short' };
    expect(codeOf(await post(ask, '/password', short))).toEqual([400, 'invalid_request']);
    expect((await ask(session)).status).toBe(200);
    await api.signIn(person);
  });

  test('is not guessed by who found the machine unlocked', async () => {
    const { ask } = await somebody();
    const wrong = { currentPassword: 'not the password', newPassword: 'long enough 12345' };
    const answers: Answered[] = [];
    for (let n = 0; n < 11; n += 1) answers.push(await post(ask, '/password', wrong));
    expect(codeOf(answers[9]!)).toEqual([422, 'wrong_password']);
    expect(codeOf(answers[10]!)).toEqual([429, 'too_many_attempts']);
    expect(Number(answers[10]!.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('my sessions', () => {
  const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
  test('are listed with device and time, and ended one by one or all but this', async () => {
    const { person, ask } = await somebody();
    const signIn = (agent: string) =>
      api.ask(session, {
        method: 'POST',
        body: { email: person.email, password: person.password },
        headers: { 'user-agent': agent },
        peer: '192.0.2.7',
      });
    const [one, two] = [await signIn(firefox), await signIn('curl/8.5')];
    const listed = (await ask(`${account}/sessions`)).body.data;
    expect(listed).toHaveLength(3);
    expect(listed.filter(({ isThisOne }: { isThisOne: boolean }) => isThisOne)).toHaveLength(1);
    const there = listed.find(({ browser }: { browser: string }) => browser === 'Firefox');
    expect(there).toMatchObject({ system: 'Windows', address: '192.0.2.7', isThisOne: false });

    const stranger = await somebody();
    const end = (by: Ask, id: string) => by(`${account}/sessions/${id}`, { method: 'DELETE' });
    expect(codeOf(await end(stranger.ask, there.id))).toEqual([404, 'not_found']);
    expect((await end(ask, there.id)).status).toBe(204);
    expect((await withCookie(one)(session)).status).toBe(401);
    expect((await withCookie(two)(session)).status).toBe(200);
    expect((await ask(`${account}/sessions`, { method: 'DELETE' })).status).toBe(204);
    expect((await withCookie(two)(session)).status).toBe(401);
    expect((await ask(session)).status).toBe(200);
    expect((await stranger.ask(session)).status).toBe(200);
  });
});

describe('a second factor', () => {
  const renewed = testApi({
    environment: { AUTH_SECRET: 'another secret of the installation', AUTH_SECRETS_BEFORE: testSecret },
  });
  afterAll(renewed.close);
  afterEach(() => void vi.useRealTimers());
  const setUp = async () => {
    const { person, ask, cookie } = await somebody();
    const started = (await post(ask, '/two-factor', { password: person.password })).body;
    // In the middle of half a minute: at its end the code of the last would be one of the last but one on its way.
    vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 30_000) * 30_000 + 15_000 });
    const confirmed = await post(ask, '/two-factor/confirm', { code: codeFor(started.secret, -1) });
    vi.useRealTimers();
    expect(confirmed.status).toBe(200);
    return { person, started, confirmed, cookie, ask: withCookie(confirmed) };
  };
  const signInWith = ({ email, password }: { email: string; password: string }, code?: string) =>
    api.ask(session, { method: 'POST', body: { email, password, ...(code !== undefined && { code }) } });

  test('goes on under another AUTH_SECRET that names the one before, however old its seal', async () => {
    const { person, started } = await setUp();
    const signInAt = (server: typeof api, code: string) =>
      server.ask(session, {
        method: 'POST',
        body: { email: person.email, password: person.password, code },
      });
    expect((await signInAt(renewed, codeFor(started.secret))).status).toBe(200);
    expect((await signInAt(renewed, started.backupCodes[0])).status).toBe(200);
    // What is sealed anew there is sealed with the new one; here is what a server left that named no secret in a seal.
    await asOwner(
      `update sys_two_factors set secret = split_part(secret, '$', 4)
       where person_id = (select id from sys_people where email = $1) returning secret`,
      [person.email],
    );
    expect((await signInAt(api, codeFor(started.secret, 1))).status).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    expect((await signInAt(renewed, codeFor(started.secret))).status).toBe(200);
  });

  test('is in force once a code has proven it, and the session goes on under a new id', async () => {
    const { person, ask, cookie } = await somebody();
    expect(codeOf(await post(ask, '/two-factor', { password: 'not the password' }))).toEqual([
      422,
      'wrong_password',
    ]);
    const started = (await post(ask, '/two-factor', { password: person.password })).body;
    expect(started.uri).toMatch(/^otpauth:\/\/totp\/Regulars/);
    expect(started.backupCodes).toHaveLength(10);
    expect(codeOf(await post(ask, '/two-factor/confirm', { code: '000000' }))).toEqual([
      401,
      'wrong_second_factor',
    ]);
    // Not yet in force.
    expect((await signInWith(person)).status).toBe(200);
    const confirmed = await post(ask, '/two-factor/confirm', { code: codeFor(started.secret) });
    expect(confirmed.body.twoFactor).toBe(true);
    expect(cookieOf(confirmed)).not.toBe(cookie);
    expect((await ask(session)).status).toBe(401);
    expect((await withCookie(confirmed)(session)).body.tenant.id).toBe(here.id);
    expect(codeOf(await post(withCookie(confirmed), '/two-factor', { password: person.password }))).toEqual([
      409,
      'two_factor_on',
    ]);
    const [row] = await asOwner<{ row: string }>(
      'select to_jsonb(f)::text as row from sys_two_factors f where person_id = $1',
      [person.id],
    );
    expect(row!.row).not.toContain(started.secret);
    expect(row!.row).not.toContain(started.backupCodes[0]);
  });

  test('is asked for at sign-in after the password, and only the right code makes a session', async () => {
    const { person, started } = await setUp();
    expect(codeOf(await signInWith({ ...person, password: 'not the password' }, '123456'))).toEqual([
      401,
      'wrong_credentials',
    ]);
    for (const [code, problem] of [
      [undefined, 'two_factor_required'],
      ['000000', 'wrong_second_factor'],
      ['made-up-on', 'wrong_second_factor'],
    ] as const) {
      const refused = await signInWith(person, code);
      expect([...codeOf(refused), refused.headers.getSetCookie()]).toEqual([401, problem, []]);
    }
    const sessions = await asOwner('select from sys_sessions where person_id = $1', [person.id]);
    expect(sessions).toHaveLength(1);
    const signedIn = await signInWith(person, codeFor(started.secret));
    expect(signedIn.status).toBe(200);
    expect(signedIn.headers.getSetCookie()).toHaveLength(1);
    expect((await withCookie(signedIn)(session)).body.actor.email).toBe(person.email);
  });

  test('takes a code of the app once, of two who send it at the same moment from one', async () => {
    const { person, started } = await setUp();
    const code = codeFor(started.secret);
    const answers = await Promise.all([signInWith(person, code), signInWith(person, code)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    const late = await signInWith(person, code);
    expect([...codeOf(late), late.headers.getSetCookie()]).toEqual([401, 'wrong_second_factor', []]);
    // The one of before, and the one that the code has opened.
    expect(await asOwner('select from sys_sessions where person_id = $1', [person.id])).toHaveLength(2);
  });

  test('is stood in for by each backup code once, also when it is used twice at the same moment', async () => {
    const { person, started, ask } = await setUp();
    const [first, second] = started.backupCodes;
    const answers = await Promise.all([signInWith(person, first), signInWith(person, first)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(codeOf(await signInWith(person, first))).toEqual([401, 'wrong_second_factor']);
    const renewed = await post(ask, '/two-factor/backup-codes', { password: person.password });
    expect(renewed.body.backupCodes).toHaveLength(10);
    expect(codeOf(await signInWith(person, second))).toEqual([401, 'wrong_second_factor']);
    expect((await signInWith(person, renewed.body.backupCodes[0])).status).toBe(200);
  });

  test('is switched off with the password alone', async () => {
    const { person, ask } = await setUp();
    expect(codeOf(await post(ask, '/two-factor/stop', { password: 'not the password' }))).toEqual([
      422,
      'wrong_password',
    ]);
    expect(codeOf(await signInWith(person))).toEqual([401, 'two_factor_required']);
    const stopped = await post(ask, '/two-factor/stop', { password: person.password });
    expect(stopped.body.twoFactor).toBe(false);
    expect((await signInWith(person)).status).toBe(200);
    expect(
      codeOf(await post(withCookie(stopped), '/two-factor/stop', { password: person.password })),
    ).toEqual([409, 'two_factor_off']);
  });

  test('guards the way in by an invitation as well', async () => {
    const { person, started } = await setUp();
    const other = await api.tenant();
    const { ask } = await api.signIn(other.ownerAccount);
    const invited = await ask('/api/v1/invitations', {
      method: 'POST',
      body: { email: person.email, role: 'viewer' },
    });
    const join = (more: object) =>
      api.ask(session, {
        method: 'POST',
        body: {
          email: person.email,
          password: person.password,
          invitation: invited.body.link.split('#')[1],
          ...more,
        },
      });
    expect(codeOf(await join({}))).toEqual([401, 'two_factor_required']);
    expect((await join({ code: codeFor(started.secret) })).body).toMatchObject({
      role: 'viewer',
      tenant: { id: other.id },
    });
  });

  test('is not guessed: wrong codes lock it for a while, whatever address they come from', async () => {
    const { person, started } = await setUp();
    const from = (n: number, code: string) =>
      api.ask(session, {
        method: 'POST',
        body: { email: person.email, password: person.password, code },
        peer: `198.51.100.${n}`,
      });
    for (let n = 0; n < 10; n += 1) expect(codeOf(await from(n, '000000'))[1]).toBe('wrong_second_factor');
    const locked = await from(11, codeFor(started.secret));
    expect([...codeOf(locked), locked.headers.get('retry-after')]).toEqual([429, 'too_many_attempts', '900']);
    await asOwner(
      "update sys_two_factors set locked_until = now() - interval '1 second' where person_id = $1",
      [person.id],
    );
    expect((await from(12, codeFor(started.secret))).status).toBe(200);
  });
});
