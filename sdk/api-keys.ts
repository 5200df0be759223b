import { segment } from './address.ts';
import type { ApiKey, ApiKeyList, CreatedApiKey, NewApiKey } from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

/** Keys with which integrations call the API. */
export interface ApiKeys {
  list(options?: CallOptions): Promise<ApiKeyList>;
  /** The key in the answer is shown this once; it is null where a retry is answered from memory. */
  create(body: NewApiKey, options?: PostOptions): Promise<CreatedApiKey>;
  /** It stops working at once. */
  revoke(id: string, options?: CallOptions): Promise<ApiKey>;
}

const path = '/api/v1/api-keys';

export const apiKeysOf = (send: Send): ApiKeys => ({
  list: (options = {}) => send<'listApiKeys'>({ method: 'GET', path }, options),
  create: (body, options = {}) => send<'createApiKey'>({ method: 'POST', path, body }, options),
  revoke: (id, options = {}) =>
    send<'revokeApiKey'>({ method: 'DELETE', path: `${path}/${segment(id)}` }, options),
});
