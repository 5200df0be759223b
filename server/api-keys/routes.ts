import { apiKey, apiKeyList, createdApiKey, newApiKey } from '@regulars/contract/api-key';
import { z } from 'zod';
import { ok, okWhole } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { createApiKey } from './create-api-key.ts';
import { listApiKeys } from './list-api-keys.ts';
import { revokeApiKey } from './revoke-api-key.ts';

const tag = 'API keys';

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
    handle: async ({ tenant }) => okWhole(await listApiKeys(tenant)),
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
    handle: async ({ tenant, body }) => {
      const { created, key } = await createApiKey(tenant, body);
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
    success: { status: 200, description: 'The key as it was', schema: apiKey },
    problems: ['not_found'],
    work: 'write',
    handle: async ({ tenant, params }) => ok(await revokeApiKey(tenant, params.id)),
  }),
];
