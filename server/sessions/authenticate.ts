import type { Database } from '@regulars/database/connect';
import { actorOfApiKey } from '../api-keys/actor-of-api-key.ts';
import { apiKeyToken } from '../api-keys/api-key-token.ts';
import type { Authenticate } from '../http/serve-operation.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../tenancy/actor.ts';
import type { TenantFactsOf } from '../tenancy/tenant-facts.ts';
import type { People } from './people.ts';

/** Finds out who asks: by `Authorization: Bearer` (an API key or an outside token), else by the session cookie. */
export const authenticate =
  (
    database: Database,
    people: People,
    outsideToken: (token: string) => Promise<Actor>,
    tenantFactsOf: TenantFactsOf,
    refuseForeignOrigin: (method: string, headers: Headers) => void,
  ): Authenticate =>
  async (method, headers) => {
    const authorization = headers.get('authorization');
    if (authorization !== null) {
      const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization) ?? [];
      if (!token) throw new Refusal('unauthenticated');
      if (token.startsWith(apiKeyToken.prefix)) {
        const actor = await actorOfApiKey(database, token);
        if (!actor) throw new Refusal('unauthenticated');
        return actor;
      }
      const actor = await outsideToken(token);
      // Its provider may know of businesses that are not, or no longer, here.
      await tenantFactsOf(actor.tenantId);
      return actor;
    }
    const actor = await people.actorOf(headers);
    if (!actor) throw new Refusal('unauthenticated');
    // A browser sends the cookie along whoever made it ask.
    refuseForeignOrigin(method, headers);
    return actor;
  };
