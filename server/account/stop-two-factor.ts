import type { passwordProof } from '@regulars/contract/account';
import type { z } from 'zod';
import type { OwnAccount, Renewed } from './own-account.ts';

/** @throws Refusal two_factor_off, wrong_password, too_many_attempts */
export const stopTwoFactor = async (
  { auth, headers, prove, needTwoFactor, goOn }: OwnAccount,
  body: z.output<typeof passwordProof>,
): Promise<Renewed> => {
  await needTwoFactor(true);
  const stopped = await prove('wrong_password', () =>
    auth.api.disableTwoFactor({ body, headers, returnHeaders: true }),
  );
  return goOn(stopped.headers);
};
