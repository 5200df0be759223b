import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiWithMail, MAIL_FROM, mailUrl } from '../testing/api-with-mail.ts';
import type { Ask } from '../testing/test-api.ts';

const queue = 'mail-invitation';
const invitations = '/api/v1/invitations';
const password = 'correct horse battery 7';

let mail: Awaited<ReturnType<typeof apiWithMail>>;
let api: typeof mail.api;
beforeAll(async () => {
  mail = await apiWithMail();
  ({ api } = mail);
});
afterAll(() => mail.stop());

const newEmail = () => `${crypto.randomUUID()}@example.com`;
/** A business with its owner, signed in. */
const business = async (name?: string) => {
  const { id, ownerAccount } = await api.tenant(name === undefined ? {} : { name });
  const { ask, session } = await api.signIn(ownerAccount);
  return { id, owner: ask, ownerAccount, session };
};
const ask = (owner: Ask, email: string, headers: Record<string, string> = {}) =>
  owner(invitations, { method: 'POST', body: { email, role: 'staff' }, headers });
const invite = async (owner: Ask, email: string) => {
  const { status, body } = await ask(owner, email);
  expect(status).toBe(201);
  return body as { id: string; link: string; mail: string };
};
const check = (link: string) =>
  api.ask('/api/v1/join/link', { method: 'POST', body: { token: link.split('#')[1] } });
const linkIn = (text: string) => /http\S+\/join#rgi_[\w-]+/.exec(text)![0];
const queued = async () => (await mail.states(queue)).length;

describe('an invitation by mail', () => {
  test('brings whoever is invited the link that the inviter is shown, in their language, as text and as HTML, and lets them join once', async () => {
    const { owner, id, session } = await business();
    expect(session.sendsMail).toBe(true);
    await mail.asOwner('update org_tenants_mst set name2 = $1 where id = $2', ['مغسلة النور', id]);
    const elsewhere = await business();
    const known = await api.createMember(elsewhere.id, 'viewer');
    await mail.asOwner(`update sys_people set language = 'en' where id = $1`, [known.id]);
    for (const [email, language, subject] of [
      [newEmail(), 'ar', 'دعوة إلى Regulars'],
      [known.email, 'en', 'An invitation to Regulars'],
    ] as const) {
      const invited = await invite(owner, email.toUpperCase());
      expect(invited.mail).toBe('queued');
      const arrived = await mail.to(email);
      expect(arrived.to).toEqual([email]);
      expect(arrived.subject).toBe(subject);
      expect(arrived.headers.get('from')).toBe(MAIL_FROM);
      expect(arrived.headers.get('auto-submitted')).toBe('auto-generated');
      expect(arrived.html).toContain(`lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`);
      for (const part of [arrived.text, arrived.html]) {
        expect(part).toContain(invited.link);
        expect(part).toContain('Al Noor Laundry');
        expect(part).toContain('مغسلة النور');
      }
      expect(linkIn(arrived.text)).toBe(invited.link);
      expect(invited.link).toMatch(`${mailUrl}/join#`);
    }
    const email = newEmail();
    await invite(owner, email);
    const token = linkIn((await mail.to(email)).text).split('#')[1];
    const join = () => api.ask('/api/v1/join', { method: 'POST', body: { token, name: 'Noura', password } });
    expect((await join()).body).toMatchObject({ role: 'staff', tenant: { id } });
    expect((await join()).body.code).toBe('invitation_invalid');
  });

  test.each([
    'evil.com',
    'Win at https://evil.com/x',
    '<a href="https://evil.com">evil</a>',
    'Call evil 99887766',
    'Noor\r\nBcc: evil@example.com',
  ])('carries no word of a business that calls itself %j, and of nobody who works there', async (name) => {
    const { owner, id } = await business();
    await mail.asOwner('update org_tenants_mst set name = $1, name2 = $2 where id = $3', [
      name,
      'Al Noor',
      id,
    ]);
    await mail.asOwner(
      `update sys_people set name = 'evil.com' where id = (select person_id from org_members where tenant_org_id = $1)`,
      [id],
    );
    const email = newEmail();
    await invite(owner, email);
    const { subject, text, html, to, headers } = await mail.to(email);
    expect(to).toEqual([email]);
    expect(headers.get('bcc')).toBeUndefined();
    expect(subject + text + html).not.toMatch(/evil|9988/);
    expect(text).toContain('Al Noor');

    await mail.asOwner('update org_tenants_mst set name2 = null where id = $1', [id]);
    const other = newEmail();
    await invite(owner, other);
    const nameless = await mail.to(other);
    expect(nameless.text + nameless.html).not.toMatch(/evil|9988|Al Noor/);
    expect((await check(linkIn(nameless.text))).status).toBe(200);
  });

  test.each(['nobody', 'a@b.example\r\nBcc: c@d.example', 'a@b.example, c@d.example', '<a@b.example>'])(
    'goes to one e-mail and not to %j',
    async (email) => {
      const { owner } = await business();
      const before = await queued();
      expect((await ask(owner, email)).body.code).toBe('invalid_request');
      expect(await queued()).toBe(before);
    },
  );

  test('is sent once for a request that is repeated, and not at all for one that is refused', async () => {
    const { owner, id, ownerAccount } = await business();
    const email = newEmail();
    const before = await queued();
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const first = await ask(owner, email, headers);
    const again = await ask(owner, email, headers);
    expect(again.body).toEqual({ ...first.body, link: null });
    expect((await ask(owner, ownerAccount.email)).body.code).toBe('already_member');
    const viewer = await api.signIn(await api.createMember(id, 'viewer'));
    expect((await ask(viewer.ask, newEmail())).status).toBe(403);
    expect(await queued()).toBe(before + 1);
    await mail.to(email);
  });

  test('sent again brings another link, and the one before opens nothing', async () => {
    const { owner } = await business();
    const email = newEmail();
    await invite(owner, email);
    const first = linkIn((await mail.to(email)).text);
    await invite(owner, email);
    const second = linkIn((await mail.to(email, 2)).text);
    expect((await check(first)).body.code).toBe('invitation_invalid');
    expect((await check(second)).status).toBe(200);
  });

  test('goes three times a day to one e-mail: then the link is there to be passed on, and it is said that none is sent', async () => {
    const { owner } = await business();
    const email = newEmail();
    const mails: string[] = [];
    for (let n = 0; n < 4; n += 1)
      mails.push((await invite(owner, n % 2 ? email.toUpperCase() : email)).mail);
    expect(mails).toEqual(['queued', 'queued', 'queued', 'limited']);
    const { link, mail: fifth } = await invite(owner, email);
    expect(fifth).toBe('limited');
    expect((await check(link)).status).toBe(200);
    const other = newEmail();
    expect((await invite(owner, other)).mail).toBe('queued');
    await mail.to(other);
    // Renewed before its turn came, a link is not sent: so many at the most.
    expect(mail.box.to(email).length).toBeLessThanOrEqual(3);
  });

  test('comes to one e-mail six times a day, however many businesses invite, and none of them learns of the others', async () => {
    const email = newEmail();
    for (let n = 1; n <= 6; n += 1) {
      expect((await invite((await business()).owner, email)).mail).toBe('queued');
      await mail.to(email, n);
    }
    const before = await queued();
    expect((await invite((await business()).owner, email)).mail).toBe('queued');
    expect(await queued()).toBe(before);
  });

  test('that waits is not sent once it is revoked, renewed, used or old, or its inviter gone; else it is, with the same link', async () => {
    const { owner, id } = await business();
    const admin = await api.createMember(id, 'admin');
    const { ask: byAdmin } = await api.signIn(admin);
    const emails = {
      good: newEmail(),
      revoked: newEmail(),
      renewed: newEmail(),
      used: newEmail(),
      old: newEmail(),
      orphaned: newEmail(),
    };
    const logFrom = mail.logged.length;
    const before = await mail.states(queue);
    mail.box.refuses = true;
    const made = {} as Record<keyof typeof emails, Awaited<ReturnType<typeof invite>>>;
    for (const [which, email] of Object.entries(emails)) {
      made[which as keyof typeof emails] = await invite(which === 'orphaned' ? byAdmin : owner, email);
    }
    await mail.untilStates(queue, [...before, ...Object.keys(emails).map(() => 'retry')]);
    const told = mail.logged.slice(logFrom).join('');
    expect(told).toContain(`"job":"${queue}"`);
    expect(told).not.toMatch(/rgi_\w|(?<!\*)@example/);
    const secrets = Object.values(made).map(({ link }) => `%${link.slice(-43)}%`);
    const telling = await mail.asOwner(
      `select output from regulars_jobs.job where name = $1 and to_jsonb(job)::text like any ($2)`,
      [queue, [...secrets, ...Object.values(emails).map((email) => `%${email}%`)]],
    );
    expect(telling).toEqual([]);

    await owner(`${invitations}/${made.revoked.id}`, { method: 'DELETE' });
    await owner(`/api/v1/members/${admin.id}`, { method: 'DELETE' });
    const token = made.used.link.split('#')[1];
    await api.ask('/api/v1/join', { method: 'POST', body: { token, name: 'Noura', password } });
    await mail.asOwner(`update org_invitations set expires_at = now() where id = $1`, [made.old.id]);
    mail.box.refuses = false;
    const renewed = await invite(owner, emails.renewed);
    await mail.tryAgain();
    await mail.untilStates(queue, [...before, ...Object.keys(emails).map(() => 'completed'), 'completed']);
    expect(linkIn((await mail.to(emails.good)).text)).toBe(made.good.link);
    expect(linkIn((await mail.to(emails.renewed)).text)).toBe(renewed.link);
    for (const which of ['revoked', 'used', 'old', 'orphaned'] as const) {
      expect(mail.box.to(emails[which])).toEqual([]);
    }
  });

  test('holds up nobody while the server for mail says nothing at all', async () => {
    const { owner } = await business();
    const email = newEmail();
    await mail.whileSilent(async (untilCalled) => {
      await invite(owner, email);
      await untilCalled();
      await invite(owner, newEmail());
    });
    await mail.tryAgain();
    await mail.to(email);
  });

  // The last: they are many to send.
  test('goes fifty times a day for one business, and for others all the same', async () => {
    const { owner } = await business();
    const before = await queued();
    for (let n = 0; n < 50; n += 1) expect((await invite(owner, newEmail())).mail).toBe('queued');
    expect((await invite(owner, newEmail())).mail).toBe('limited');
    expect(await queued()).toBe(before + 50);
    expect((await invite((await business()).owner, newEmail())).mail).toBe('queued');
  });
});
