import type { Database } from '@regulars/database/connect';
import { sql } from 'kysely';
import { cleaner } from '../tenancy/across-tenants.ts';

/** Deletes the codes of every tenant that no limit counts any more. @returns how many */
export const cleanUpCodes = async (database: Database): Promise<number> => {
  const [cleaned] = await database
    .each(cleaner)
    .execute(sql<{ count: number }>`select cleanup_expired_otp_codes() as count`);
  return cleaned?.count ?? 0;
};
