import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailerOf } from '../mail/mailer.ts';
import { readSettings } from '../settings.ts';
import { apiWithMail, MAIL_FROM, mailUrl } from '../testing/api-with-mail.ts';
import { type Answered, testApi } from '../testing/test-api.ts';

const patient = { timeout: 20_000 };

let mail: Awaited<ReturnType<typeof apiWithMail>>;
let box: typeof mail.box;
let api: typeof mail.api;
let here: Awaited<ReturnType<typeof api.tenant>>;

beforeAll(async () => {
  mail = await apiWithMail();
  ({ box, api } = mail);
  here = await api.tenant();
});
afterAll(() => mail.stop());

const askFor = (email: string, headers: Record<string, string> = {}, ask = api.ask) =>
  ask('/api/v1/recovery/mail', { method: 'POST', body: { email }, headers });
const tokenIn = (text: string) => /#(rgr_[\w-]{43})/.exec(text)![1]!;
const check = (token: string) => api.ask('/api/v1/recovery/link', { method: 'POST', body: { token } });
const jobsFor = (email: string) =>
  mail.asOwner(
    `select state::text from regulars_jobs.job where name = 'mail-recovery' and data ->> 'email' = $1`,
    [email],
  );
const told = ({ status, headers, text }: Answered) => [
  status,
  text.replace(/"requestId":"[^"]*"/, ''),
  [...headers].filter(([name]) => !/request-id|ratelimit|retry-after/.test(name)),
];
const newPerson = () => api.createMember(here.id, 'staff', 'Fatma <b>');

describe('a link by mail', () => {
  test('comes to whoever signs in with the e-mail, in their language, as text and as HTML, and lets them in', async () => {
    expect((await api.ask('/api/v1/recovery')).body).toEqual({ byMail: true });
    for (const [language, subject] of [
      ['ar', /كلمة مرور/],
      ['en', /A new password/],
    ] as const) {
      const person = await newPerson();
      await mail.asOwner('update sys_people set language = $1 where id = $2', [language, person.id]);
      expect((await askFor(person.email.toUpperCase())).status).toBe(204);
      const arrived = await mail.to(person.email);
      expect(arrived.subject).toMatch(subject);
      expect(arrived.headers.get('from')).toBe(MAIL_FROM);
      expect(arrived.headers.get('auto-submitted')).toBe('auto-generated');
      expect(arrived.html).toContain(`lang="${language}"`);
      expect(arrived.text + arrived.html).not.toContain('Fatma');
      const token = tokenIn(arrived.text);
      for (const part of [arrived.text, arrived.html]) expect(part).toContain(`${mailUrl}/recover#${token}`);
      const password = 'another correct horse 9';
      const recovered = await api.ask('/api/v1/recovery', { method: 'POST', body: { token, password } });
      expect(recovered.status).toBe(204);
      await api.signIn({ ...person, password });
    }
  });

  test('leads to the configured address, whatever the request says of where it was sent, in the language of the business where the person has chosen none', async () => {
    const person = await newPerson();
    const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
    expect((await askFor(person.email, evil)).status).toBe(204);
    const { text, html } = await mail.to(person.email);
    expect(text).toContain(`${mailUrl}/recover#`);
    expect(html).toContain('lang="ar"');
    expect(text + html).not.toContain('evil');
    expect((await askFor(person.email, { origin: 'https://evil.example' })).body.code).toBe('foreign_origin');
  });

  test('is answered the same, with the same work before the answer, whether or not anybody signs in with the e-mail', async () => {
    const [known, unknown] = [(await newPerson()).email, `${crypto.randomUUID()}@example.com`];
    const answers = await Promise.all([known, unknown].map((email) => askFor(email)));
    expect(answers.map(told)[0]).toEqual(answers.map(told)[1]);
    expect([(await jobsFor(known)).length, (await jobsFor(unknown)).length]).toEqual([1, 1]);
    await mail.to(known);
    await expect.poll(() => jobsFor(unknown), patient).toEqual([{ state: 'completed' }]);
    expect(box.to(unknown)).toEqual([]);
  });

  test('is sent three times an hour to one e-mail, known or not, and to others all the same', async () => {
    const [known, unknown] = [(await newPerson()).email, `${crypto.randomUUID()}@example.com`];
    const fourth: Answered[] = [];
    for (const email of [known, unknown]) {
      const answers: Answered[] = [];
      for (let n = 0; n < 4; n += 1) answers.push(await askFor(n % 2 ? email.toUpperCase() : email));
      expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 429]);
      fourth.push(answers[3]!);
    }
    expect(told(fourth[0]!)).toEqual(told(fourth[1]!));
    expect((await askFor((await newPerson()).email)).status).toBe(204);
    const { text } = await mail.to(known, 3);
    expect((await check(tokenIn(text))).status).toBe(200);
  });

  test('is tried again where the server for mail refuses it, and told in the log; only the last link is good', async () => {
    const person = await newPerson();
    box.refuses = true;
    expect((await askFor(person.email)).status).toBe(204);
    await expect.poll(() => jobsFor(person.email), patient).toEqual([{ state: 'retry' }]);
    expect(mail.logged.join('')).toContain('"job":"mail-recovery"');
    expect(mail.logged.join('')).not.toMatch(/rgr_\w|(?<!\*)@example/);
    box.refuses = false;
    await mail.tryAgain();
    expect((await check(tokenIn((await mail.to(person.email)).text))).status).toBe(200);
  });

  test('holds up nobody while the server for mail says nothing at all', async () => {
    const person = await newPerson();
    await mail.whileSilent(async (untilCalled) => {
      expect((await askFor(person.email)).status).toBe(204);
      await untilCalled();
      expect((await askFor((await newPerson()).email)).status).toBe(204);
      await api.signIn(person);
    });
    await expect.poll(() => jobsFor(person.email), patient).toEqual([{ state: 'retry' }]);
  });

  test.each(['nobody', 'a@b.example\r\nBcc: c@d.example', 'a@b.example, c@d.example', '<a@b.example>'])(
    'goes to one e-mail and not to %j',
    async (email) => {
      expect((await askFor(email)).body.code).toBe('invalid_request');
    },
  );
});

describe('without a server for mail', () => {
  test('it is said that there is none', async () => {
    const without = testApi({ appUrl: mail.appUrl });
    expect((await without.ask('/api/v1/recovery')).body).toEqual({ byMail: false });
    const { status, body } = await askFor('fatma@example.com', {}, without.ask);
    expect([status, body.code]).toEqual([409, 'mail_off']);
    await without.close();
  });

  test('nothing is sent to one that speaks no TLS, unless it is on this machine or the setting says so', async () => {
    const mail = { to: 'fatma@example.com', subject: 'x', text: 'x', html: 'x' };
    // Leads to this machine, and does not look like it.
    const elsewhere = `smtp://0.0.0.0:${box.port}`;
    const send = async (SMTP_URL: string) =>
      (await mailerOf(readSettings({ SMTP_URL, MAIL_FROM })))!.send(mail);
    await expect(send(elsewhere)).rejects.toThrow(/STARTTLS/);
    expect(box.to(mail.to)).toEqual([]);
    await send(`${elsewhere}?tls=off`);
    expect(box.to(mail.to)).toHaveLength(1);
  });

  test('a setting that cannot be right stops the start with a sentence that holds no password', async () => {
    await expect(mailerOf(readSettings({ SMTP_URL: 'smtp://mail.example.com' }))).rejects.toThrow(
      'SMTP_URL needs MAIL_FROM.',
    );
    await expect(
      mailerOf(readSettings({ NODE_ENV: 'production', SMTP_URL: 'smtp://mail.example.com', MAIL_FROM })),
    ).rejects.toThrow('SMTP_URL needs PUBLIC_URL');
    for (const [wrong, sentence] of [
      [{ SMTP_URL: 'https://me:secret@mail.example.com' }, /SMTP_URL is not an smtp/],
      [{ MAIL_FROM: 'secret' }, /MAIL_FROM is not an e-mail address/],
    ] as const) {
      expect(() => readSettings(wrong)).toThrow(sentence);
      expect(() => readSettings(wrong)).not.toThrow(/secret/);
    }
  });
});
