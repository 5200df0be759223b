import type { Database } from '@regulars/database/connect';
import { sql } from 'kysely';
import { porter } from '../tenancy/across-tenants.ts';

/** @returns seconds until an address may ask for another code, in whatever business; null: it may now */
export type WaitOfIp = (ip: string, perHour: number) => Promise<number | null>;

/**
 * Counts as a role that sees nothing but addresses and times. A business learns that it has to wait, which its own
 * codes may be the reason for, and nothing of others.
 */
export const waitOfIp =
  (database: Database): WaitOfIp =>
  async (ip, perHour) => {
    // On the connections of reads by key: whoever asks holds one of the others meanwhile.
    const [limited] = await database.eachPointRead(porter).execute(
      sql<{
        wait: number;
      }>`select ceil(extract(epoch from created_at + interval '1 hour' - now()))::int as wait
        from sys_otp_codes
        where ip = ${ip} and state <> 'failed' and created_at > now() - interval '1 hour'
        order by created_at desc offset ${perHour - 1} limit 1`,
    );
    return limited?.wait ?? null;
  };
