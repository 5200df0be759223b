import type { passwordProof, startedTwoFactor } from '@regulars/contract/account';
import type { z } from 'zod';
import type { OwnAccount } from './own-account.ts';

/** It is in force once it is confirmed. @throws Refusal two_factor_on, wrong_password, too_many_attempts */
export const startTwoFactor = async (
  { auth, headers, prove, needTwoFactor }: OwnAccount,
  body: z.output<typeof passwordProof>,
): Promise<z.input<typeof startedTwoFactor>> => {
  await needTwoFactor(false);
  const started = await prove('wrong_password', () => auth.api.enableTwoFactor({ body, headers }));
  if (!('totpURI' in started)) throw new Error('better-auth has set up another second factor.');
  const { totpURI: uri, backupCodes } = started;
  return { uri, secret: new URL(uri).searchParams.get('secret')!, backupCodes };
};
