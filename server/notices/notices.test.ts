import { query } from '@regulars/database/query';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRecovery } from '../recovery/create-recovery.ts';
import { identityContext } from '../sessions/auth.ts';
import { cleanUpSignIns } from '../sessions/clean-up-sign-ins.ts';
import { apiWithMail, mailUrl } from '../testing/api-with-mail.ts';
import { type Answered, cookieOf } from '../testing/test-api.ts';

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const another = 'another correct horse 9';

let mail: Awaited<ReturnType<typeof apiWithMail>>;
let api: typeof mail.api;
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  mail = await apiWithMail();
  ({ api } = mail);
  here = await api.tenant();
});
afterAll(() => mail.stop());

/** Somebody with a browser, which goes on under each cookie that it is given. */
const somebody = async (agent = firefox) => {
  const person = await api.createMember(here.id, 'staff', 'evil.com');
  await mail.asOwner(`update sys_people set language = 'en' where id = $1`, [person.id]);
  let cookie = '';
  const post = async (path: string, body: object): Promise<Answered> => {
    const headers = { 'user-agent': agent, ...(cookie && { cookie }) };
    const answered = await api.ask(`/api/v1/${path}`, { method: 'POST', body, headers });
    cookie = cookieOf(answered) || cookie;
    return answered;
  };
  let { password } = person;
  const browser = {
    ...person,
    post,
    signIn: (code?: string) => post('session', { email: person.email, password, code }),
    recover: async () => {
      const token = await createRecovery(api.database.each(identityContext), person.email, {
        endsTwoFactor: false,
      });
      expect((await post('recovery', { token, password: another })).status).toBe(204);
      password = another;
    },
    /** @returns the backup codes */
    startTwoFactor: async (): Promise<string[]> => {
      const { secret, backupCodes } = (await post('account/two-factor', { password })).body;
      const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
      expect((await post('account/two-factor/confirm', { code })).status).toBe(200);
      return backupCodes;
    },
  };
  expect((await browser.signIn()).status).toBe(200);
  return browser;
};
type Browser = Awaited<ReturnType<typeof somebody>>;

const told = async (personId: string) =>
  (
    await mail.asOwner('select kind from sys_notices where person_id = $1 order by happened_at', [personId])
  ).map(({ kind }) => kind);
const linesOf = (text: string) => text.split('\r\n').filter((line) => line.startsWith('- '));

describe('whoever signs in is told by mail', () => {
  const changed: [string, string, (of: Browser) => Promise<unknown>][] = [
    [
      'the password was changed',
      'Your password was changed',
      ({ post, password }) => post('account/password', { currentPassword: password, newPassword: another }),
    ],
    ['the password was set by a link', 'A new password was chosen by a link', ({ recover }) => recover()],
    [
      'a second factor was switched on',
      'A second factor was switched on',
      ({ startTwoFactor }) => startTwoFactor(),
    ],
  ];
  test.each(changed)('that %s: when, in which browser, and what to do', async (_, line, change) => {
    const browser = await somebody();
    await change(browser);
    await mail.tick();
    const { subject, text, html } = await mail.to(browser.email);
    expect(subject).toBe('A change to your account at Regulars');
    const [only, ...others] = linesOf(text);
    expect(others).toEqual([]);
    expect(only).toMatch(`- ${line} · `);
    expect(only).toContain(`${new Date().getFullYear()}`);
    expect(only).toContain('GMT+4');
    expect(only).toMatch(/in Firefox on Windows$/);
    for (const part of [text, html]) expect(part).toContain(`${mailUrl}/forgotten`);
    expect(text + html).not.toMatch(/#|rgr_|evil/);
    expect(await told(browser.id)).toEqual([]);
  });

  test('of all that has happened since the last mail in one, in its order: off, codes renewed, a code used, the first sign-in behind a link', async () => {
    const browser = await somebody();
    await browser.startTwoFactor();
    await mail.tick();
    await mail.to(browser.email);
    const { password } = browser;
    const renewed = await browser.post('account/two-factor/backup-codes', { password });
    await browser.recover();
    const [code, spare] = renewed.body.backupCodes;
    expect((await browser.signIn(code)).status).toBe(200);
    expect((await browser.signIn(spare)).status).toBe(200);
    await browser.post('account/two-factor/stop', { password: another });
    await mail.tick();
    const { text } = await mail.to(browser.email, 2);
    const used = 'A backup code was used to sign in';
    expect(linesOf(text).map((line) => line.split(' · ')[0]!.slice(2))).toEqual([
      'Your backup codes were renewed',
      'A new password was chosen by a link',
      used,
      'The password that was chosen by a link was used to sign in for the first time',
      used,
      'The second factor was switched off',
    ]);
    for (const line of linesOf(text)) expect(line).toMatch(/in Firefox on Windows$/);
  });

  test('within the minute, by the clock', () => {
    expect(mail.clock).toEqual([{ name: 'queue-notices', cron: '* * * * *' }]);
  });

  test('in their language, from right to left', async () => {
    const { id, email, recover } = await somebody();
    await mail.asOwner(`update sys_people set language = 'ar' where id = $1`, [id]);
    await recover();
    await mail.tick();
    const { subject, html, text } = await mail.to(email);
    expect(subject).toContain('تغيير في حسابك');
    expect(html).toContain('lang="ar" dir="rtl"');
    expect(text).toContain('اختيرت كلمة مرور جديدة برابط');
    expect(text).toContain('من متصفح Firefox على Windows');
  });

  test('also of what an operator or a mistake has changed behind the server', async () => {
    const { id, email } = await somebody();
    await mail.asOwner('update sys_accounts set password = $1 where person_id = $2', ['x', id]);
    await mail.tick();
    const { text } = await mail.to(email);
    expect(linesOf(text)).toHaveLength(1);
    expect(text).not.toContain('Firefox');
  });

  test('in no word of whoever did it: a browser that is none is not named', async () => {
    const { email, recover } = await somebody('evil.com/1.0 (call evil 99887766)');
    await recover();
    await mail.tick();
    const { text, html } = await mail.to(email);
    expect(text + html).not.toMatch(/evil|9988/);
  });

  test('later where the server for mail refuses or says nothing, which holds up nobody and stands in the log', async () => {
    const logFrom = mail.logged.length;
    const browser = await somebody();
    mail.box.refuses = true;
    await browser.recover();
    await mail.tick();
    const before = (await mail.states('mail-notices')).slice(0, -1);
    await mail.untilStates('mail-notices', [...before, 'retry']);
    expect(mail.logged.slice(logFrom).join('')).toContain('"job":"mail-notices"');
    expect(mail.logged.slice(logFrom).join('')).not.toMatch(/(?<!\*)@example/);
    expect((await browser.signIn()).status).toBe(200);
    // What has happened meanwhile goes along; the clock puts nobody into the queue twice.
    await mail.tick();
    expect(await mail.states('mail-notices')).toEqual([...before, 'retry']);
    await mail.whileSilent(async (untilCalled) => {
      await mail.tryAgain();
      await untilCalled();
      expect((await browser.signIn()).status).toBe(200);
    });
    await mail.untilStates('mail-notices', [...before, 'retry']);
    mail.box.refuses = false;
    await mail.tryAgain();
    const { text } = await mail.to(browser.email);
    expect(linesOf(text)).toHaveLength(2);
    await mail.tick();
    expect(mail.box.to(browser.email)).toHaveLength(1);
  });
});

describe('nobody is told', () => {
  test('of what did not happen: a wrong password, a link that is used up, a transaction that is taken back', async () => {
    const { id, email, post, password, recover } = await somebody();
    await post('account/password', { currentPassword: 'wrong password', newPassword: another });
    await post('account/two-factor', { password: 'wrong password' });
    await post('account/two-factor', { password });
    await post('account/two-factor/confirm', { code: '000000' });
    await post('recovery', { token: 'rgr_x', password: another });
    expect(await told(id)).toEqual([]);
    const taken = api.database.transaction(identityContext, async (statements) => {
      await statements.execute(
        query.updateTable('sys_accounts').set({ password: 'x' }).where('person_id', '=', id),
      );
      throw new Error('taken back');
    });
    await expect(taken).rejects.toThrow('taken back');
    expect(await told(id)).toEqual([]);
    await mail.tick();
    await recover();
    await mail.tick();
    // One that was behind the others in the queue is there, and is all.
    expect(linesOf((await mail.to(email)).text)).toHaveLength(1);
  });

  test('of signing in, signing out, a code of the app, a new name', async () => {
    const { id, post, signIn, startTwoFactor } = await somebody();
    await startTwoFactor();
    await mail.asOwner('delete from sys_notices where person_id = $1', [id]);
    const { body } = await signIn();
    expect(body.code).toBe('two_factor_required');
    await post('account/two-factor/backup-codes', { password: 'wrong password' });
    expect(await told(id)).toEqual([]);
  });

  test('of somebody else', async () => {
    const [one, other] = [await somebody(), await somebody()];
    await one.recover();
    await mail.tick();
    await mail.to(one.email);
    expect(mail.box.to(other.email)).toEqual([]);
  });

  test('of what is a day old, as where no mail is set up', async () => {
    const { id, recover } = await somebody();
    await recover();
    await mail.asOwner(
      `update sys_notices set happened_at = now() - interval '25 hours' where person_id = $1`,
      [id],
    );
    await cleanUpSignIns(api.database);
    expect(await told(id)).toEqual([]);
  });

  test('by a tenant: businesses see none of it', async () => {
    const tenant = { ...identityContext, role: 'regulars_tenant' as const, tenantId: here.id };
    await expect(
      api.database.each(tenant).execute(query.selectFrom('sys_notices').selectAll()),
    ).rejects.toThrow('permission denied');
  });
});
