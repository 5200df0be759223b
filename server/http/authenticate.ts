import type { Database } from '@regulars/database/connect';
import { actorOfApiKey } from '../api-keys/actor-of-api-key.ts';
import type { People } from '../sessions/people.ts';
import type { Actor } from '../tenancy/actor.ts';
import { Refusal } from './refusal.ts';

/** @throws Refusal unauthenticated, no_tenant, foreign_origin */
export type Authenticate = (method: string, headers: Headers) => Promise<Actor>;

/** Finds out who asks: by `Authorization: Bearer` (an API key or an outside token), else by the session cookie. */
export const authenticate =
  (
    database: Database,
    people: People,
    outsideToken: (token: string) => Promise<Actor>,
    refuseForeignOrigin: (method: string, headers: Headers) => void,
  ): Authenticate =>
  async (method, headers) => {
    const authorization = headers.get('authorization');
    if (authorization !== null) {
      const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization) ?? [];
      if (!token) throw new Refusal('unauthenticated');
      const actor = token.startsWith('rgl_')
        ? await actorOfApiKey(database, token)
        : await outsideToken(token);
      if (!actor) throw new Refusal('unauthenticated');
      return actor;
    }
    const actor = await people.actorOf(headers);
    if (!actor) throw new Refusal('unauthenticated');
    // A browser sends the cookie along whoever made it ask.
    refuseForeignOrigin(method, headers);
    return actor;
  };
