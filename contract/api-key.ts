import { z } from 'zod';
import { moment, timestamp } from './moment.ts';
import { listOf } from './paging.ts';
import { line } from './text.ts';

export const apiKey = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    role: z.enum(['admin', 'staff', 'viewer']),
    start: z.string().meta({ description: 'The first characters of the key, to tell it from others.' }),
    createdAt: timestamp,
    expiresAt: timestamp.nullable().meta({ description: 'Null: never.' }),
    lastUsedAt: timestamp.nullable().meta({ description: 'To within five minutes; null: not yet.' }),
  })
  .meta({ id: 'ApiKey' });

export const newApiKey = z
  .strictObject({
    name: line(100),
    role: z.enum(['admin', 'staff', 'viewer']),
    expiresAt: moment.nullish(),
  })
  .meta({ id: 'NewApiKey', example: { name: 'Till 7', role: 'staff', expiresAt: '2099-12-31T23:59:59Z' } });
export type NewApiKey = z.infer<typeof newApiKey>;

export const createdApiKey = apiKey
  .extend({
    key: z.string().nullable().meta({
      description:
        'Shown this once, only its SHA-256 is kept: null when a repeated request gets its first answer.',
    }),
  })
  .meta({ id: 'CreatedApiKey' });

export const apiKeyList = listOf(apiKey).meta({ id: 'ApiKeyList' });
