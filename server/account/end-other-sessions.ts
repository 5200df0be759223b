import { query } from '@regulars/database/query';
import type { OwnAccount } from './own-account.ts';

/** All but the one that asks for it. */
export const endOtherSessions = async ({ identity, personId, token }: OwnAccount): Promise<void> => {
  const own = (await token()) ?? '';
  await identity.execute(
    query.deleteFrom('sys_sessions').where('person_id', '=', personId).where('token', '!=', own),
  );
};
