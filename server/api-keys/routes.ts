import { apiKeyList, apiKey as apiKeyShape, createdApiKey, newApiKey } from '@regulars/contract/api-key';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { z } from 'zod';
import { ok, okWhole } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { Refusal, refuseField } from '../refusal.ts';
import { momentText } from '../tenancy/moments.ts';
import { violates } from '../tenancy/postgres-problems.ts';
import { apiKey } from './api-key.ts';

const tag = 'API keys';
const shown = ['id', 'name', 'role', 'start'] as const;
const times = [
  momentText('created_at').as('createdAt'),
  momentText('expires_at').as('expiresAt'),
  momentText('last_used_at').as('lastUsedAt'),
];

export const apiKeyRoutes: Operation[] = [
  operation({
    id: 'listApiKeys',
    method: 'get',
    path: '/api/v1/api-keys',
    tag,
    summary: 'List the API keys in force',
    success: {
      status: 200,
      description: 'The keys, newest first, without their secrets',
      schema: apiKeyList,
    },
    work: 'read',
    handle: async ({ tenant }) => {
      const data = await tenant.execute(
        query
          .selectFrom('org_api_keys')
          .select(shown)
          .select(times)
          .where('tenant_org_id', '=', tenant.id)
          .where('revoked_at', 'is', null)
          .where(sql<boolean>`(expires_at is null or expires_at > now())`)
          .orderBy('id', 'desc'),
      );
      return okWhole(data);
    },
  }),

  operation({
    id: 'createApiKey',
    method: 'post',
    path: '/api/v1/api-keys',
    tag,
    summary: 'Make an API key for an integration',
    description:
      'Send it as `Authorization: Bearer …`. A retry with the same Idempotency-Key does not show it again. It ends when whoever made it leaves the business or may make none any more; a key makes no keys, for these would go on when it has ended.',
    body: newApiKey,
    success: { status: 201, description: 'The key: the only time that it is shown', schema: createdApiKey },
    work: 'write',
    handle: async ({ tenant, actor, body }) => {
      if (actor.kind === 'key') throw new Refusal('forbidden', { detail: 'Keys make no keys.' });
      const { name, role, expiresAt = null } = body;
      if (expiresAt !== null && Date.parse(expiresAt) <= Date.now())
        throw refuseField('/expiresAt', 'invalid_value', 'This moment has passed.');
      const id = crypto.randomUUID();
      const { token: key, hash } = apiKey.create(tenant.id, id);
      const [created] = await tenant
        .execute(
          query
            .insertInto('org_api_keys')
            .values({
              tenant_org_id: tenant.id,
              id,
              name,
              role,
              expires_at: expiresAt,
              secret_hash: hash,
              start: key.slice(0, 12),
              made_by: actor.kind === 'person' ? 'member' : 'token',
            })
            .returning(shown)
            .returning(times),
        )
        .catch((error: unknown) => {
          if (violates(error, 'keys_by_admins')) throw new Refusal('forbidden');
          throw error;
        });
      return { status: 201, body: { ...created, key }, remembered: { ...created, key: null } };
    },
  }),

  operation({
    id: 'revokeApiKey',
    method: 'delete',
    path: '/api/v1/api-keys/{id}',
    tag,
    summary: 'Revoke an API key',
    description: 'It stops working at once.',
    params: z.strictObject({ id: z.uuid() }),
    success: { status: 200, description: 'The key as it was', schema: apiKeyShape },
    problems: ['not_found'],
    work: 'write',
    handle: async ({ tenant, params }) => {
      const [revoked] = await tenant.execute(
        query
          .updateTable('org_api_keys')
          .set({ revoked_at: sql`now()` })
          .where('tenant_org_id', '=', tenant.id)
          .where('id', '=', params.id)
          .where('revoked_at', 'is', null)
          .returning(shown)
          .returning(times),
      );
      if (!revoked) throw new Refusal('not_found');
      return ok(revoked);
    },
  }),
];
