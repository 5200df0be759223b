import type { twoFactorCode } from '@regulars/contract/account';
import type { z } from 'zod';
import type { OwnAccount, Renewed } from './own-account.ts';

/** Puts it in force. @throws Refusal two_factor_on, wrong_second_factor, too_many_attempts */
export const confirmTwoFactor = async (
  { auth, headers, prove, needTwoFactor, goOn }: OwnAccount,
  body: z.output<typeof twoFactorCode>,
): Promise<Renewed> => {
  await needTwoFactor(false);
  const confirmed = await prove('wrong_second_factor', () =>
    auth.api.verifyTOTP({ body, headers, returnHeaders: true }),
  );
  return goOn(confirmed.headers);
};
