import { createHash, randomBytes } from 'node:crypto';
import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { Refusal } from '../refusal.ts';

export const recoveryMinutes = 60;

/** 256 random bits need no slow hash: nobody guesses them. */
const hashOf = (token: string) => createHash('sha256').update(token).digest();

export const newRecoveryToken = () => {
  const token = `rgr_${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashOf(token) };
};

/** Behind the #, which browsers keep from every server and its logs. */
export const recoveryLinkOf = (publicUrl: string, token: string) => `${publicUrl}/recover#${token}`;

const good = (token: string) =>
  sql<boolean>`sys_recoveries.token_hash = ${hashOf(token)} and sys_recoveries.expires_at > now()`;

/** Whose link it is, as long as it is good. @throws Refusal recovery_invalid */
export const findRecovery = async (identity: Statements, token: string) => {
  const [found] = await identity.execute(
    query
      .selectFrom('sys_recoveries')
      .innerJoin('sys_people', 'sys_people.id', 'sys_recoveries.person_id')
      .select(['person_id as personId', 'email', 'ends_two_factor as endsTwoFactor'])
      .where(good(token)),
  );
  if (!found) throw new Refusal('recovery_invalid');
  return found;
};

/** Of several who use it at once, one has used it. @throws Refusal recovery_invalid */
export const useRecovery = async (statements: Statements, token: string) => {
  const [used] = await statements.execute(
    query
      .deleteFrom('sys_recoveries')
      .where(good(token))
      .returning(['person_id as personId', 'ends_two_factor as endsTwoFactor']),
  );
  if (!used) throw new Refusal('recovery_invalid');
  return used;
};
