import type { Database } from '@regulars/database/connect';
import { sql } from 'kysely';
import { cleaner } from '../tenancy/across-tenants.ts';

/** Deletes the codes of every tenant that no limit counts any more. */
export const cleanUpCodes = async (database: Database): Promise<void> => {
  await database.each(cleaner).execute(sql`select cleanup_expired_otp_codes()`);
};
