import { sql } from 'kysely';
import { momentText } from '../tenancy/moments.ts';

/** What is read of org_api_keys. */
export const apiKeyColumns = [
  'id',
  'name',
  'role',
  'start',
  momentText('created_at').as('createdAt'),
  momentText('expires_at').as('expiresAt'),
  momentText('last_used_at').as('lastUsedAt'),
] as const;

export const isInForce = sql<boolean>`revoked_at is null and (expires_at is null or expires_at > now())`;
