import type { Role } from '@regulars/contract/role';
import type { Session, signIn } from '@regulars/contract/session';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { APIError } from 'better-auth/api';
import { parseSigned } from 'hono/utils/cookie';
import type { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../tenancy/actor.ts';
import type { TenantFactsOf } from '../tenancy/tenant-facts.ts';
import { type Auth, identityContext } from './auth.ts';

/** Whoever signs in with an e-mail: what better-auth knows of them, in this API's words. */
export interface People {
  /** @throws Refusal wrong_credentials, no_tenant */
  signIn(
    credentials: z.output<typeof signIn>,
    headers: Headers,
  ): Promise<{ session: Session; cookies: string[] }>;
  /** @returns the cookies that clear the browser's */
  signOut(headers: Headers): Promise<string[]>;
  /** The person behind the session cookie, in the business they are working in; null without a live session. */
  actorOf(headers: Headers): Promise<Actor | null>;
  sessionOf(actor: Actor): Promise<Session>;
  /** @throws Refusal not_found: the person does not work there. */
  switchTenant(actor: Actor, tenantId: string, headers: Headers): Promise<Session>;
}

export const people = (
  database: Database,
  auth: Auth,
  secret: string,
  tenantFactsOf: TenantFactsOf,
  offers: Pick<Session, 'messageChannels' | 'mapTiles' | 'sentryDsn'>,
): People => {
  const identity = database.each(identityContext);
  const pointReads = database.eachPointRead(identityContext);

  const tokenOf = async (headers: Headers): Promise<string | null> => {
    const cookies = headers.get('cookie');
    if (!cookies) return null;
    const { name } = (await auth.$context).authCookies.sessionToken;
    return (await parseSigned(cookies, secret, name))[name] || null;
  };

  const workplacesOf = (personId: string) =>
    identity.execute(
      query
        .selectFrom('org_members')
        .innerJoin('org_tenants_mst', 'org_tenants_mst.id', 'org_members.tenant_org_id')
        .select(['org_tenants_mst.id', 'org_tenants_mst.name', 'org_tenants_mst.name2', 'org_members.role'])
        .where('org_members.person_id', '=', personId)
        .orderBy('org_members.created_at'),
    ) as Promise<Session['tenants']>;

  const workIn = (tenantId: string, token: string) =>
    identity.execute(
      query.updateTable('sys_sessions').set({ tenant_org_id: tenantId }).where('token', '=', token),
    );

  const sessionOf = async (actor: Actor): Promise<Session> => {
    const { id, kind, name, email, role, tenantId } = actor;
    const [tenant, tenants] = await Promise.all([
      tenantFactsOf(tenantId),
      kind === 'person' ? workplacesOf(id) : Promise.resolve([]),
    ]);
    return { actor: { id, kind, name, email }, role, tenant, ...offers, tenants };
  };

  const revoke = (token: string) =>
    identity.execute(query.deleteFrom('sys_sessions').where('token', '=', token));

  return {
    sessionOf,

    signIn: async (credentials, headers) => {
      const signedIn = await auth.api
        .signInEmail({ body: credentials, headers, returnHeaders: true })
        .catch((error: unknown) => {
          // Unknown e-mail and wrong password read the same, and take the same time.
          if (error instanceof APIError && error.statusCode < 500) throw new Refusal('wrong_credentials');
          throw error;
        });
      const { token, user } = signedIn.response;
      const [first] = await workplacesOf(user.id);
      if (!first) {
        await revoke(token);
        throw new Refusal('no_tenant');
      }
      await workIn(first.id, token);
      const session = await sessionOf({
        id: user.id,
        kind: 'person',
        name: user.name,
        email: user.email,
        role: first.role,
        tenantId: first.id,
      });
      return { session, cookies: signedIn.headers.getSetCookie() };
    },

    signOut: async (headers) =>
      (await auth.api.signOut({ headers, returnHeaders: true })).headers.getSetCookie(),

    // One statement for each request, instead of the library's three: who, where, as what, if still so.
    actorOf: async (headers) => {
      const token = await tokenOf(headers);
      if (token === null) return null;
      const [found] = await pointReads.execute(
        query
          .selectFrom('sys_sessions')
          .innerJoin('sys_people', 'sys_people.id', 'sys_sessions.person_id')
          .innerJoin('org_members', (join) =>
            join
              .onRef('org_members.person_id', '=', 'sys_sessions.person_id')
              .onRef('org_members.tenant_org_id', '=', 'sys_sessions.tenant_org_id'),
          )
          .select(['sys_people.id', 'sys_people.name', 'sys_people.email'])
          .select(['org_members.role', 'org_members.tenant_org_id as tenantId'])
          .where('sys_sessions.token', '=', token)
          .where('sys_sessions.expires_at', '>', (now) => now.fn<Date>('now')),
      );
      return found ? { ...found, role: found.role as Role, kind: 'person' } : null;
    },

    switchTenant: async (actor, tenantId, headers) => {
      const token = await tokenOf(headers);
      const workplace = (await workplacesOf(actor.id)).find(({ id }) => id === tenantId);
      if (token === null || !workplace) throw new Refusal('not_found');
      await workIn(tenantId, token);
      return sessionOf({ ...actor, tenantId, role: workplace.role });
    },
  };
};
