import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { OwnAccount } from './own-account.ts';

/** @throws Refusal not_found */
export const endSession = async ({ identity, personId }: OwnAccount, id: string): Promise<void> => {
  const ended = await identity.execute(
    query.deleteFrom('sys_sessions').where('person_id', '=', personId).where('id', '=', id).returning('id'),
  );
  if (ended.length === 0) throw new Refusal('not_found');
};
