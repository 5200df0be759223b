import type { passwordProof } from '@regulars/contract/account';
import type { z } from 'zod';
import type { OwnAccount } from './own-account.ts';

/** Those before are worth nothing any more. @throws Refusal two_factor_off, wrong_password, too_many_attempts */
export const renewBackupCodes = async (
  { auth, headers, prove, needTwoFactor }: OwnAccount,
  body: z.output<typeof passwordProof>,
): Promise<string[]> => {
  await needTwoFactor(true);
  const renewed = await prove('wrong_password', () => auth.api.generateBackupCodes({ body, headers }));
  return renewed.backupCodes;
};
