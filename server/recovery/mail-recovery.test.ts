import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Jobs, runJobs } from '../jobs/run-jobs.ts';
import { createLog } from '../log.ts';
import { mailerOf } from '../mail/mailer.ts';
import { readSettings } from '../settings.ts';
import { asOwner } from '../testing/as-owner.ts';
import { emptyDatabase } from '../testing/empty-database.ts';
import { startMailBox } from '../testing/mail-box.ts';
import { type Answered, testApi } from '../testing/test-api.ts';
import { mailRecovery } from './mail-recovery.ts';

const publicUrl = 'http://customers.example.com';
const MAIL_FROM = 'regulars@example.com';
const patient = { timeout: 20_000 };

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let box: Awaited<ReturnType<typeof startMailBox>>;
let jobs: Jobs;
let api: ReturnType<typeof testApi>;
let here: Awaited<ReturnType<typeof api.tenant>>;
/** What the jobs wrote into the log. */
const logged: string[] = [];

/** The API with the queue behind it, as the server puts them together. */
const apiWith = async (SMTP_URL: string) => {
  const mailer = await mailerOf(readSettings({ SMTP_URL, MAIL_FROM }));
  const plain = testApi({ appUrl: database.appUrl });
  const log = createLog('warn', { to: { write: (line: string) => void logged.push(line) } });
  const running = await runJobs(database.appUrl, [], log);
  const queue = await running.queue(mailRecovery(plain.database, mailer!, publicUrl));
  const served = testApi({ database: plain.database, publicUrl, mailRecovery: queue });
  return { running, served };
};

beforeAll(async () => {
  [database, box] = await Promise.all([emptyDatabase(), startMailBox()]);
  ({ running: jobs, served: api } = await apiWith(box.url));
  here = await api.tenant();
});
afterAll(async () => {
  await jobs.stop();
  await api.close();
  await box.stop();
  await database.drop();
});

const askFor = (email: string, headers: Record<string, string> = {}, ask = api.ask) =>
  ask('/api/v1/recovery/mail', { method: 'POST', body: { email }, headers });
const mailTo = async (email: string, count = 1) => {
  await expect.poll(() => box.to(email).length, patient).toBe(count);
  return box.to(email).at(-1)!;
};
const tokenIn = (text: string) => /#(rgr_[\w-]{43})/.exec(text)![1]!;
const check = (token: string) => api.ask('/api/v1/recovery/link', { method: 'POST', body: { token } });
const jobsFor = (email: string) =>
  asOwner<{ state: string }>(
    `select state::text from regulars_jobs.job where name = 'mail-recovery' and data ->> 'email' = $1`,
    [email],
    database.ownerUrl,
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
      await asOwner(
        'update sys_people set language = $1 where id = $2',
        [language, person.id],
        database.ownerUrl,
      );
      expect((await askFor(person.email.toUpperCase())).status).toBe(204);
      const mail = await mailTo(person.email);
      const encoded = /=\?UTF-8\?B\?(.*?)\?=/.exec(mail.headers.get('subject')!)?.[1];
      expect(encoded ? Buffer.from(encoded, 'base64').toString() : mail.headers.get('subject')).toMatch(
        subject,
      );
      expect(mail.headers.get('from')).toBe(MAIL_FROM);
      expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
      expect(mail.html).toContain(`lang="${language}"`);
      expect(mail.text + mail.html).not.toContain('Fatma');
      const token = tokenIn(mail.text);
      for (const part of [mail.text, mail.html]) expect(part).toContain(`${publicUrl}/recover#${token}`);
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
    const mail = await mailTo(person.email);
    expect(mail.text).toContain(`${publicUrl}/recover#`);
    expect(mail.html).toContain('lang="ar"');
    expect(mail.text + mail.html).not.toContain('evil');
    expect((await askFor(person.email, { origin: 'https://evil.example' })).body.code).toBe('foreign_origin');
  });

  test('is answered the same, with the same work before the answer, whether or not anybody signs in with the e-mail', async () => {
    const [known, unknown] = [(await newPerson()).email, `${crypto.randomUUID()}@example.com`];
    const answers = await Promise.all([known, unknown].map((email) => askFor(email)));
    expect(answers.map(told)[0]).toEqual(answers.map(told)[1]);
    expect([(await jobsFor(known)).length, (await jobsFor(unknown)).length]).toEqual([1, 1]);
    await mailTo(known);
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
    const { text } = await mailTo(known, 3);
    expect((await check(tokenIn(text))).status).toBe(200);
  });

  test('is tried again where the server for mail refuses it, and told in the log; only the last link is good', async () => {
    const person = await newPerson();
    box.refuses = true;
    expect((await askFor(person.email)).status).toBe(204);
    await expect.poll(() => jobsFor(person.email), patient).toEqual([{ state: 'retry' }]);
    expect(logged.join('')).toContain('"job":"mail-recovery"');
    expect(logged.join('')).not.toMatch(/rgr_\w|(?<!\*)@example/);
    box.refuses = false;
    await asOwner(
      `update regulars_jobs.job set start_after = now() where data ->> 'email' = $1`,
      [person.email],
      database.ownerUrl,
    );
    expect((await check(tokenIn((await mailTo(person.email)).text))).status).toBe(200);
  });

  test('holds up nobody while the server for mail says nothing at all', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket.on('error', () => {})));
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    // The queue is for all processes: this one alone works on it now.
    await jobs.stop();
    const { port } = silent.address() as { port: number };
    const { running, served } = await apiWith(`smtp://127.0.0.1:${port}`);
    const person = await newPerson();
    expect((await askFor(person.email, {}, served.ask)).status).toBe(204);
    await expect.poll(() => sockets.length, patient).toBe(1);
    expect((await askFor((await newPerson()).email, {}, served.ask)).status).toBe(204);
    await served.signIn(person);
    for (const socket of sockets) socket.destroy();
    silent.close();
    await expect.poll(() => jobsFor(person.email), patient).toEqual([{ state: 'retry' }]);
    await running.stop();
    await served.close();
    ({ running: jobs, served: api } = await apiWith(box.url));
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
    const without = testApi({ appUrl: database.appUrl });
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
