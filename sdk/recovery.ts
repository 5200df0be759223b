import type { Recovery, RecoveryFacts, RecoveryLink } from './schema.ts';
import type { PostOptions, Send } from './transport.ts';

/** A new password for whoever has forgotten theirs, by a link that is good for one hour and one use. */
export interface RecoveryCalls {
  /** For whom the link is; `recovery_invalid` when it is used, old, replaced or wrong. */
  check(body: RecoveryLink, options?: PostOptions): Promise<RecoveryFacts>;
  /** Ends all sessions of the person and makes none: afterwards they sign in. */
  setPassword(body: Recovery, options?: PostOptions): Promise<void>;
}

const path = '/api/v1/recovery';

export const recoveryOf = (send: Send): RecoveryCalls => ({
  check: (body, options = {}) =>
    send<'checkRecovery'>({ method: 'POST', path: `${path}/link`, body }, options),
  setPassword: async (body, options = {}) => {
    await send<'recover'>({ method: 'POST', path, body }, options);
  },
});
