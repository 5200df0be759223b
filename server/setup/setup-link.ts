import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Session } from '@regulars/contract/session';
import type { Setup } from '@regulars/contract/setup';
import type { Database, Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { Refusal } from '../refusal.ts';
import type { Attempts } from '../sessions/attempts.ts';
import { type Auth, identityContext } from '../sessions/auth.ts';
import type { People } from '../sessions/people.ts';
import { createBusiness } from './create-business.ts';

/** The one-time link of the first visit: good for one business, while there is none. */
export interface SetupLink {
  /** What the link carries; null where there is a business already. */
  token(): Promise<string | null>;
  /** @throws Refusal setup_link_invalid, too_many_attempts */
  check(token: string, ip: string): Promise<void>;
  /** @throws Refusal setup_link_invalid, too_many_attempts */
  use(setup: Setup, headers: Headers, ip: string): Promise<{ session: Session; cookies: string[] }>;
}

// Any number, the same in every process: of two first visits at once, one is the first.
const lock = 7_364_840;

/** It lives in this process's memory: a restart prints another. */
export const setupLink = (database: Database, auth: Auth, people: People, attempts: Attempts): SetupLink => {
  const token = randomBytes(24).toString('base64url');

  const isToken = (given: string) => {
    const bytes = Buffer.from(given);
    return bytes.length === token.length && timingSafeEqual(bytes, Buffer.from(token));
  };

  const isFirst = async (statements: Statements) =>
    (await statements.execute(query.selectFrom('org_tenants_mst').select('id').limit(1))).length === 0;

  const check = async (given: string, statements: Statements) => {
    if (!isToken(given) || !(await isFirst(statements))) throw new Refusal('setup_link_invalid');
  };

  return {
    token: async () => ((await isFirst(database.each(identityContext))) ? token : null),
    check: (given, ip) => attempts.from(ip, () => check(given, database.each(identityContext))),
    use: async ({ token: given, tenant, owner }, headers, ip) => {
      const open = async (statements: Statements) => {
        await statements.execute(sql`select pg_advisory_xact_lock(${lock})`);
        await check(given, statements);
        await createBusiness(statements, auth, tenant, owner);
      };
      await attempts.from(ip, () => database.transaction(identityContext, open));
      return people.signIn({ email: owner.email, password: owner.password }, headers, ip);
    },
  };
};
