import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { type Ask, cookieOf, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const invitations = '/api/v1/invitations';
const session = '/api/v1/session';
const password = 'correct horse battery 7';

type Tenant = Awaited<ReturnType<typeof api.tenant>>;
let here: Tenant;
let owner: Ask;
beforeAll(async () => {
  here = await api.tenant();
  owner = (await api.signIn(here.ownerAccount)).ask;
});

const newEmail = () => `${crypto.randomUUID()}@example.com`;
const invite = async (email = newEmail(), role = 'staff', by = owner) => {
  const { status, body } = await by(invitations, { method: 'POST', body: { email, role } });
  expect(status).toBe(201);
  return { ...body, token: body.link.split('#')[1] as string };
};
const check = (token: string) => api.ask('/api/v1/join/link', { method: 'POST', body: { token } });
const accept = (token: string, more: object = {}) =>
  api.ask('/api/v1/join', { method: 'POST', body: { token, name: 'Noura', password, ...more } });
const invalid = [403, 'invitation_invalid'];
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
const peopleCalled = async (email: string) =>
  (await asOwner('select from sys_people where email = $1', [email])).length;

describe('an invitation', () => {
  test('tells whoever holds its link where to, and makes them a member with an account of their own', async () => {
    const { token, email, link, mail } = await invite('Noura.Invited@Example.com', 'admin');
    expect(mail).toBe('off');
    expect(link).toMatch(/^http:\/\/localhost\/join#rgi_/);
    expect((await check(token)).body).toEqual({
      business: { name: 'Al Noor Laundry', name2: null },
      email: 'noura.invited@example.com',
      role: 'admin',
      invitedBy: here.ownerAccount.name,
      hasAccount: false,
    });
    const joined = await accept(token);
    expect(joined.body).toMatchObject({
      actor: { kind: 'person', name: 'Noura', email },
      role: 'admin',
      tenant: { id: here.id },
    });
    const ask = api.withHeaders({ cookie: cookieOf(joined) });
    expect((await ask('/api/v1/members')).status).toBe(200);
    expect((await owner(invitations)).body.data.map((each: { email: string }) => each.email)).not.toContain(
      email,
    );
    await api.signIn({ email, password });
  });

  test('is good once, also for ten who use it at the same moment', async () => {
    const { token, email } = await invite();
    const answers = await Promise.all(Array.from({ length: 10 }, () => accept(token)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const refused of answers.filter(({ status }) => status !== 201)) {
      expect([invalid, [409, 'account_exists']]).toContainEqual(codeOf(refused));
    }
    expect(await peopleCalled(email)).toBe(1);
    expect(codeOf(await check(token))).toEqual(invalid);
    expect(codeOf(await accept(token))).toEqual(invalid);
  });

  test('is joined with the account that there is, by signing in, and by nobody else', async () => {
    const elsewhere = await api.tenant();
    const person = await api.createMember(elsewhere.id, 'viewer');
    const { token } = await invite(person.email);
    expect((await check(token)).body.hasAccount).toBe(true);
    expect(codeOf(await accept(token))).toEqual([409, 'account_exists']);
    const signIn = (account: { email: string; password: string }) =>
      api.ask(session, {
        method: 'POST',
        body: { email: account.email, password: account.password, invitation: token },
      });
    const stranger = await signIn(elsewhere.ownerAccount);
    expect(codeOf(stranger)).toEqual(invalid);
    expect(stranger.headers.getSetCookie()).toEqual([]);
    expect(codeOf(await signIn({ ...person, password: 'wrong password' }))).toEqual([
      401,
      'wrong_credentials',
    ]);
    const joined = await signIn(person);
    expect(joined.body).toMatchObject({ role: 'staff', tenant: { id: here.id } });
    expect(joined.body.tenants.map(({ role }: { role: string }) => role)).toEqual(['viewer', 'staff']);
  });

  test('brings back who works nowhere any more', async () => {
    const person = await api.createMember(here.id, 'staff');
    await owner(`/api/v1/members/${person.id}`, { method: 'DELETE' });
    const { token } = await invite(person.email, 'viewer');
    const back = await api.ask(session, {
      method: 'POST',
      body: { email: person.email, password: person.password, invitation: token },
    });
    expect(back.body).toMatchObject({ role: 'viewer', tenant: { id: here.id } });
  });

  test('made anew ends the link before, and one that is revoked or a week old opens nothing', async () => {
    const email = newEmail();
    const first = await invite(email, 'staff');
    const second = await invite(email, 'viewer');
    expect(second.id).toBe(first.id);
    expect(codeOf(await check(first.token))).toEqual(invalid);
    expect((await check(second.token)).body.role).toBe('viewer');
    const revoked = await owner(`${invitations}/${second.id}`, { method: 'DELETE' });
    expect(revoked.body).toMatchObject({ email, role: 'viewer' });
    expect(codeOf(await check(second.token))).toEqual(invalid);
    expect(codeOf(await owner(`${invitations}/${second.id}`, { method: 'DELETE' }))).toEqual([
      404,
      'not_found',
    ]);

    const old = await invite(email);
    expect(Date.parse(old.expiresAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    await asOwner("update org_invitations set expires_at = now() - interval '1 second' where id = $1", [
      old.id,
    ]);
    expect(codeOf(await check(old.token))).toEqual(invalid);
    expect(codeOf(await accept(old.token))).toEqual(invalid);
    expect(await peopleCalled(email)).toBe(0);
    // Its place is free for another.
    expect((await check((await invite(email)).token)).status).toBe(200);
  });

  test('is shown once and kept as a hash: a retry gets the same answer without the link', async () => {
    const asked = {
      method: 'POST',
      body: { email: newEmail(), role: 'staff' },
      headers: { 'idempotency-key': crypto.randomUUID() },
    };
    const first = await owner(invitations, asked);
    const again = await owner(invitations, asked);
    expect(again.body).toEqual({ ...first.body, link: null });
    const [row] = await asOwner<{ row: string }>(
      `select concat(to_jsonb(i), (select string_agg(k.answer::text, '') from org_idempotency_keys k where k.tenant_org_id = i.tenant_org_id)) as row
        from org_invitations i where id = $1`,
      [first.body.id],
    );
    expect(row!.row).not.toContain(first.body.link.slice(-43));
  });

  test('is not for somebody who works here already', async () => {
    const { email } = await api.createMember(here.id, 'viewer');
    const { status, body } = await owner(invitations, {
      method: 'POST',
      body: { email: email.toUpperCase(), role: 'admin' },
    });
    expect([status, body.code]).toEqual([409, 'already_member']);
  });

  test.each(['x', `rgi_${'A'.repeat(86)}`, `rgl_${'A'.repeat(86)}`])('is not %j', async (token) => {
    expect(codeOf(await check(token))).toEqual(invalid);
    expect(codeOf(await accept(token))).toEqual(invalid);
  });

  test('with the id of another business in its link opens nothing', async () => {
    const { token } = await invite();
    const bytes = Buffer.from(token.slice(4), 'base64url');
    Buffer.from((await api.tenant()).id.replaceAll('-', ''), 'hex').copy(bytes, 0);
    expect(codeOf(await check(`rgi_${bytes.toString('base64url')}`))).toEqual(invalid);
  });

  test('is needed: the database lets nobody in without one', async () => {
    const person = await api.createMember((await api.tenant()).id, 'viewer');
    await expect(
      asOwner(
        `with context as materialized (select set_config('regulars.tenant_org_id', $1, true))
         insert into org_members (tenant_org_id, person_id, role) select $1::uuid, $2, 'staff' from context`,
        [here.id, person.id],
      ),
    ).rejects.toMatchObject({ constraint: 'members_are_invited' });
  });

  test('opens nothing by halves: a short password or no name leaves it as it was', async () => {
    const { token, email } = await invite();
    for (const wrong of [
      { password: 'short' },
      { name: ' ' },
      { role: 'owner' },
      { email: 'x@example.com' },
    ]) {
      expect(codeOf(await accept(token, wrong))).toEqual([400, 'invalid_request']);
    }
    expect(await peopleCalled(email)).toBe(0);
    expect((await accept(token)).body.role).toBe('staff');
  });
});
