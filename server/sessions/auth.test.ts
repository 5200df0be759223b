import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testSecret } from '../testing/people-and-tenants.ts';
import { testApi } from '../testing/test-api.ts';
import { createAuth } from './auth.ts';

const api = testApi();
afterAll(api.close);
const auth = createAuth(api.database, { secret: testSecret, publicUrl: 'http://localhost' });

let here: Awaited<ReturnType<typeof api.tenant>>;
let owner: Headers;
const browserOf = async (account: { email: string; password: string }) =>
  new Headers({ cookie: (await api.signIn(account)).cookie });
beforeAll(async () => {
  here = await api.tenant();
  owner = await browserOf(here.ownerAccount);
});

describe('the organization plugin on our tables', () => {
  test('invites somebody, who then works there in the role of the invitation', async () => {
    const elsewhere = await api.tenant();
    const invited = await api.createMember(elsewhere.id, 'viewer');
    const invitation = await auth.api.createInvitation({
      body: { email: invited.email, role: 'staff', organizationId: here.id },
      headers: owner,
    });
    expect(invitation).toMatchObject({ status: 'pending', role: 'staff', organizationId: here.id });
    await auth.api.acceptInvitation({
      body: { invitationId: invitation!.id },
      headers: await browserOf(invited),
    });
    const { session, ask } = await api.signIn(invited);
    expect(session.tenants.map(({ id, role }: Record<string, string>) => [id, role])).toEqual([
      [elsewhere.id, 'viewer'],
      [here.id, 'staff'],
    ]);
    const switched = await ask('/api/v1/session', { method: 'PATCH', body: { tenantId: here.id } });
    expect(switched.body.role).toBe('staff');
    expect((await ask('/api/v1/customers', { method: 'POST', body: { type: 'guest' } })).status).toBe(201);
  });

  test('lists the members of a business to those who work there', async () => {
    const member = await api.createMember(here.id, 'admin', 'Amal Admin');
    const { members } = await auth.api.listMembers({
      query: { organizationId: here.id, limit: 100 },
      headers: owner,
    });
    expect(members.map(({ user, role }) => [user.email, role])).toContainEqual([member.email, 'admin']);
    expect(members.every(({ organizationId }) => organizationId === here.id)).toBe(true);
    const stranger = await browserOf((await api.tenant()).ownerAccount);
    await expect(
      auth.api.listMembers({ query: { organizationId: here.id }, headers: stranger }),
    ).rejects.toThrow();
  });

  test('lets staff and viewers invite nobody', async () => {
    for (const role of ['staff', 'viewer'] as const) {
      const headers = await browserOf(await api.createMember(here.id, role));
      await expect(
        auth.api.createInvitation({
          body: { email: 'new@example.com', role: 'staff', organizationId: here.id },
          headers,
        }),
      ).rejects.toThrow();
    }
  });

  test('removes a member, who is out at once', async () => {
    const member = await api.createMember(here.id, 'staff');
    const { ask } = await api.signIn(member);
    expect((await ask('/api/v1/customers')).status).toBe(200);
    await auth.api.removeMember({
      body: { memberIdOrEmail: member.email, organizationId: here.id },
      headers: owner,
    });
    expect((await ask('/api/v1/customers')).status).toBe(401);
  });

  test('opens no business and no account to whoever asks for one', async () => {
    await expect(
      auth.api.createOrganization({ body: { name: 'Mine', slug: 'mine' }, headers: owner }),
    ).rejects.toThrow();
    await expect(
      auth.api.signUpEmail({ body: { name: 'New', email: 'new@example.com', password: 'long enough 1' } }),
    ).rejects.toThrow();
  });
});
