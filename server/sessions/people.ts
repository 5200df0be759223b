import type { Role } from '@regulars/contract/role';
import type { Session, signIn } from '@regulars/contract/session';
import type { Language } from '@regulars/contract/tenant';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { APIError } from 'better-auth/api';
import { parseSigned } from 'hono/utils/cookie';
import { sql } from 'kysely';
import type { z } from 'zod';
import { joinByInvitation } from '../members/join-by-invitation.ts';
import { staffContext } from '../members/staff-context.ts';
import { noteBrowser } from '../notices/note-browser.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../tenancy/actor.ts';
import type { TenantFactsOf } from '../tenancy/tenant-facts.ts';
import type { Attempts } from './attempts.ts';
import { type Auth, identityContext, lockSeconds } from './auth.ts';

type Credentials = z.output<typeof signIn>;

const nobodys = { language: null, tourEnded: true };

/** What better-auth answers once a session is made. */
interface Proven {
  token: string;
  user: { id: string; name: string; email: string };
}

/** Whoever signs in with an e-mail: what better-auth knows of them, in this API's words. */
export interface People {
  /**
   * The session that the browser had before ends.
   *
   * @throws Refusal wrong_credentials, two_factor_required, wrong_second_factor, too_many_attempts, no_tenant,
   * invitation_invalid
   */
  signIn(
    credentials: Credentials,
    headers: Headers,
    ip: string,
  ): Promise<{ session: Session; cookies: string[] }>;
  /** @returns the cookies that clear the browser's */
  signOut(headers: Headers): Promise<string[]>;
  /** The person behind the session cookie, in the business they are working in; null without a live session. */
  actorOf(headers: Headers): Promise<Actor | null>;
  sessionOf(actor: Actor): Promise<Session>;
  /** @throws Refusal not_found: the person does not work there. */
  switchTenant(actor: Actor, tenantId: string, headers: Headers): Promise<Session>;
  /** The secret in the session cookie; null where there is none of ours. */
  tokenOf(headers: Headers): Promise<string | null>;
  /** After better-auth has made the session anew: the person goes on where they were. @returns the cookies */
  goOn(answer: Headers, actor: Actor, ip: string): Promise<string[]>;
}

export const people = (
  database: Database,
  auth: Auth,
  secret: string,
  attempts: Attempts,
  tenantFactsOf: TenantFactsOf,
  offers: Pick<Session, 'messageChannels' | 'sendsMail' | 'mapTiles' | 'sentryDsn'>,
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

  /** What goes along with a person wherever they sign in. */
  const ownOf = async (personId: string): Promise<Pick<Session, 'language' | 'tourEnded'>> => {
    const [person] = await identity.execute(
      query
        .selectFrom('sys_people')
        .select(['language', sql<boolean>`tour_ended_at is not null`.as('tourEnded')])
        .where('id', '=', personId),
    );
    return person ? { ...person, language: person.language as Language | null } : nobodys;
  };

  /** Notes that the person is there, at once or now and then. */
  const noteSeen = (tenantId: string, personId: string, token: string) =>
    database.each(staffContext(tenantId)).execute(
      query
        .with('here', (of) =>
          of
            .updateTable('org_members')
            .set({ seen_at: sql`now()` })
            .where('tenant_org_id', '=', tenantId)
            .where('person_id', '=', personId),
        )
        .updateTable('sys_sessions')
        .set({ seen_at: sql`now()` })
        .where('token', '=', token),
    );

  const workIn = async (tenantId: string, personId: string, token: string, ip?: string) => {
    await identity.execute(
      query
        .updateTable('sys_sessions')
        .set({ tenant_org_id: tenantId, ...(ip !== undefined && { ip_address: ip }) })
        .where('token', '=', token),
    );
    await noteSeen(tenantId, personId, token);
  };

  const sessionOf = async (actor: Actor): Promise<Session> => {
    const { id, kind, name, email, role, tenantId } = actor;
    const isPerson = kind === 'person';
    const [tenant, tenants, own] = await Promise.all([
      tenantFactsOf(tenantId),
      isPerson ? workplacesOf(id) : [],
      isPerson ? ownOf(id) : nobodys,
    ]);
    return { actor: { id, kind, name, email }, role, tenant, ...own, ...offers, tenants };
  };

  const revoke = (token: string) =>
    identity.execute(query.deleteFrom('sys_sessions').where('token', '=', token));

  const keptPassword = (email: string) =>
    query
      .selectFrom('sys_accounts')
      .innerJoin('sys_people', 'sys_people.id', 'sys_accounts.person_id')
      .select('password')
      .where('email', '=', email.toLowerCase())
      .where('provider_id', '=', 'credential');

  /**
   * Password and, where there is one, the second factor: only then is there a session. Whoever sets another password
   * meanwhile ends the sessions that there are, and this one is not among them yet: so it is looked at once more, and
   * waits for whoever is just setting one.
   */
  const proveInForce = async (credentials: Credentials, headers: Headers) => {
    const [before] = await identity.execute(keptPassword(credentials.email));
    const proven = await prove(credentials, headers);
    const [after] = await identity.execute(keptPassword(credentials.email).forShare('sys_accounts'));
    if (after?.password === before?.password) return proven;
    await revoke((proven.response as Proven).token);
    throw new Refusal('wrong_credentials');
  };

  const prove = async ({ email, password, code }: Credentials, headers: Headers) => {
    const agent = { 'user-agent': headers.get('user-agent') ?? '' };
    const first = await auth.api
      .signInEmail({ body: { email, password }, headers: new Headers(agent), returnHeaders: true })
      .catch((error: unknown) => {
        // Unknown e-mail and wrong password read the same, and take the same time.
        if (error instanceof APIError && error.statusCode < 500) throw new Refusal('wrong_credentials');
        throw error;
      });
    if ('token' in first.response) return first;

    if (code === undefined) throw new Refusal('two_factor_required');
    // What the library hands to browsers between the two steps stays here: both come in one request.
    const challenge = first.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0]!)
      .filter((cookie) => cookie.includes('two_factor'))
      .join('; ');
    const isOfApp = /^\d{6}$/.test(code);
    const request = {
      body: { code },
      headers: new Headers({ ...agent, cookie: challenge }),
      returnHeaders: true,
    } as const;
    const second = await (isOfApp ? auth.api.verifyTOTP(request) : auth.api.verifyBackupCode(request)).catch(
      (error: unknown) => {
        if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
        if (error.statusCode === 429)
          throw new Refusal('too_many_attempts', { headers: { 'retry-after': String(lockSeconds) } });
        throw new Refusal('wrong_second_factor');
      },
    );
    const { token, user } = second.response as Proven;
    if (!isOfApp) await noteBrowser(identity, user.id, headers);
    // Whoever has looked over a shoulder has seen the code as well (RFC 6238 section 5.2).
    if (isOfApp && !(await attempts.isFirstUse(`code ${code} of ${user.id}`))) {
      await revoke(token);
      throw new Refusal('wrong_second_factor');
    }
    return second;
  };

  return {
    sessionOf,
    tokenOf,

    signIn: async (credentials, headers, ip) => {
      const proven = await attempts.signIn(credentials.email, ip, () => proveInForce(credentials, headers));
      const { token, user } = proven.response as Proven;
      try {
        const joined =
          credentials.invitation === undefined
            ? null
            : await joinByInvitation(database, credentials.invitation, user);
        const workplaces = await workplacesOf(user.id);
        const place = workplaces.find(({ id }) => id === joined) ?? workplaces[0];
        if (!place) throw new Refusal('no_tenant');
        await workIn(place.id, user.id, token, ip);
        const before = await tokenOf(headers);
        if (before !== null) await revoke(before);
        const { id, name, email } = user;
        const actor: Actor = { id, kind: 'person', name, email, role: place.role, tenantId: place.id };
        return { session: await sessionOf(actor), cookies: sessionCookies(proven.headers) };
      } catch (error) {
        await revoke(token);
        throw error;
      }
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
          .select(sql<boolean>`sys_sessions.seen_at > now() - interval '5 minutes'`.as('isNoted'))
          .where('sys_sessions.token', '=', token)
          .where('sys_sessions.expires_at', '>', (now) => now.fn<Date>('now')),
      );
      if (!found) return null;
      const { isNoted, ...actor } = found;
      if (!isNoted) await noteSeen(actor.tenantId, actor.id, token);
      return { ...actor, role: actor.role as Role, kind: 'person' };
    },

    switchTenant: async (actor, tenantId, headers) => {
      // A key is of one business, and so is a token, whose subject need not even be an id.
      if (actor.kind !== 'person') throw new Refusal('not_found');
      const token = await tokenOf(headers);
      const workplace = (await workplacesOf(actor.id)).find(({ id }) => id === tenantId);
      if (token === null || !workplace) throw new Refusal('not_found');
      await workIn(tenantId, actor.id, token);
      return sessionOf({ ...actor, tenantId, role: workplace.role });
    },

    goOn: async (answer, actor, ip) => {
      const cookies = sessionCookies(answer);
      const token = await tokenOf(
        new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') }),
      );
      if (token !== null) await workIn(actor.tenantId, actor.id, token, ip);
      return cookies;
    },
  };
};

/** Of all that the library would set, what this API uses. */
const sessionCookies = (answer: Headers) =>
  answer.getSetCookie().filter((cookie) => /^[^=]*session_token=/.test(cookie));
