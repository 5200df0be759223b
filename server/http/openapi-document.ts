import { type Access, access } from '@regulars/contract/access';
import { type ProblemCode, problem, problems } from '@regulars/contract/problem';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { namesCustomer, type Operation, takesIdempotencyKey } from './operation.ts';
import { tags } from './tags.ts';

/** What any operation can answer, by what it takes. */
export const problemsOf = (operation: Operation): ProblemCode[] => {
  const allowed: Access = access[operation.id];
  return [
    'invalid_request',
    ...(allowed === 'open' ? [] : (['unauthenticated', 'no_tenant', 'foreign_origin'] as const)),
    ...(Array.isArray(allowed) ? (['forbidden'] as const) : []),
    ...(operation.body || operation.upload
      ? (['malformed_request', 'body_too_large', 'unsupported_media_type'] as const)
      : []),
    ...(takesIdempotencyKey(operation) && Array.isArray(allowed)
      ? (['idempotency_key_in_use', 'idempotency_key_reused'] as const)
      : []),
    ...(operation.problems ?? []),
    'too_many_requests',
    'internal',
    'storage_full',
    'unavailable',
  ];
};

const headers = {
  ETag: {
    description: 'The version, for `If-Match` and `If-None-Match`.',
    schema: { type: 'string' },
    example: '"3"',
  },
  Location: { description: 'Address of the new thing.', schema: { type: 'string' } },
  'Content-Disposition': { description: 'The name of the file.', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds after which to ask again.', schema: { type: 'integer' } },
  'Content-Location': {
    description:
      'Only where the customer of the path was merged into another: the address of the one who was acted on instead.',
    schema: { type: 'string' },
  },
} as const;

const conditionalHeader = {
  'If-Match': z
    .string()
    .optional()
    .meta({ description: 'Only if this is still the version: the ETag as read.' }),
};
const cachedHeader = {
  'If-None-Match': z.string().optional().meta({ description: 'The ETag of what the caller has.' }),
};
const idempotencyHeader = {
  'Idempotency-Key': z.string().min(1).max(255).optional().meta({
    description:
      'A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer.',
  }),
};

const whoMay = (allowed: Access): string => {
  if (allowed === 'open') return '**Who may:** anybody.';
  if (allowed === 'signed-in') return '**Who may:** whoever is signed in.';
  return `**Who may:** ${allowed.join(', ')}.`;
};

const describe = (operation: Operation): ZodOpenApiOperationObject => {
  const allowed: Access = access[operation.id];
  const headerNames = [
    ...(operation.success.headers ?? []),
    ...(namesCustomer(operation) ? (['Content-Location'] as const) : []),
  ];
  const responses: ZodOpenApiOperationObject['responses'] = {
    [String(operation.success.status) as '200']: {
      description: operation.success.description,
      ...(operation.success.schema && {
        content: { 'application/json': { schema: operation.success.schema } },
      }),
      ...(operation.success.streams && {
        content: Object.fromEntries(
          Object.entries(operation.success.streams).map(([type, schema]) => [type, { schema }]),
        ),
      }),
      ...(headerNames.length > 0 && {
        headers: Object.fromEntries(headerNames.map((name) => [name, headers[name]])),
      }),
    },
  };
  if (operation.cached) responses['304'] = { description: 'It is still what `If-None-Match` names' };
  const byStatus = Map.groupBy(new Set(problemsOf(operation)), (code) => problems[code].status);
  for (const [status, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
    responses[String(status) as '400'] = {
      description: codes.map((code) => `\`${code}\` ${problems[code].title}.`).join(' '),
      content: { 'application/problem+json': { schema: problem } },
      ...((status === 429 || status === 503) && { headers: { 'Retry-After': headers['Retry-After'] } }),
    };
  }
  const header = {
    ...(takesIdempotencyKey(operation) && idempotencyHeader),
    ...(operation.conditional && conditionalHeader),
    ...(operation.cached && cachedHeader),
  };
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: [operation.description, whoMay(allowed)].filter(Boolean).join('\n\n'),
    ...(allowed === 'open' ? { security: [] } : {}),
    'x-roles': allowed,
    requestParams: {
      ...(operation.params && { path: operation.params }),
      ...(operation.query && { query: operation.query }),
      ...(Object.keys(header).length > 0 && { header: z.object(header) }),
    },
    ...(operation.body && {
      requestBody: { required: true, content: { 'application/json': { schema: operation.body } } },
    }),
    ...(operation.upload && {
      requestBody: {
        required: true,
        content: { 'multipart/form-data': { schema: operation.upload.schema } },
      },
    }),
    responses,
  };
};

/** OpenAPI 3.1 of the operations, from the same schemas that check requests. */
export const openapiDocument = (operations: readonly Operation[]) => {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Regulars',
      version: '1',
      description:
        'Customers of service businesses. Lists answer `{data, page}`; errors are RFC 9457 problems with a `code`; `x-roles` names who may call.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    externalDocs: { description: 'The guide for developers', url: '/docs/api' },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { bearer: [] }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'regulars.session_token' },
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of the configured identity provider, or an API key.',
        },
      },
    },
  });
};
