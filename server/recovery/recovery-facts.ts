import type { RecoveryFacts } from '@regulars/contract/recovery';
import type { Statements } from '@regulars/database/connect';
import { findRecovery } from './recovery-link.ts';

/** Enough for whoever has several to know which: not what somebody who found the link would sign in with. */
const maskEmail = (email: string) => {
  const [first] = email;
  return `${first}***${email.slice(email.lastIndexOf('@'))}`;
};

/** @throws Refusal recovery_invalid */
export const recoveryFacts = async (identity: Statements, token: string): Promise<RecoveryFacts> => {
  const { email, endsTwoFactor } = await findRecovery(identity, token);
  return { email: maskEmail(email), endsTwoFactor };
};
