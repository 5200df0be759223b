import type { passwordChange } from '@regulars/contract/account';
import type { z } from 'zod';
import type { OwnAccount, Renewed } from './own-account.ts';

/** Every other session of the person ends. @throws Refusal wrong_password, too_many_attempts */
export const changePassword = async (
  { auth, headers, prove, goOn }: OwnAccount,
  change: z.output<typeof passwordChange>,
): Promise<Renewed> => {
  const body = { ...change, revokeOtherSessions: true };
  const changed = await prove('wrong_password', () =>
    auth.api.changePassword({ body, headers, returnHeaders: true }),
  );
  return goOn(changed.headers);
};
