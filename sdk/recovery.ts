import type { Recovery, RecoveryFacts, RecoveryLink, RecoveryRequest, RecoveryWays } from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

/** A new password for whoever has forgotten theirs, by a link that is good for one hour and one use. */
export interface RecoveryCalls {
  /** Does one get a link by mail here, or from an operator? */
  ways(options?: CallOptions): Promise<RecoveryWays>;
  /** Has a link sent to whoever signs in with this e-mail; `mail_off` where none is set up. */
  sendMail(body: RecoveryRequest, options?: PostOptions): Promise<void>;
  /** For whom the link is; `recovery_invalid` when it is used, old, replaced or wrong. */
  check(body: RecoveryLink, options?: PostOptions): Promise<RecoveryFacts>;
  /** Ends all sessions of the person and makes none: afterwards they sign in. */
  setPassword(body: Recovery, options?: PostOptions): Promise<void>;
}

const path = '/api/v1/recovery';

export const recoveryOf = (send: Send): RecoveryCalls => ({
  ways: (options = {}) => send<'getRecoveryWays'>({ method: 'GET', path }, options),
  sendMail: async (body, options = {}) => {
    await send<'mailRecovery'>({ method: 'POST', path: `${path}/mail`, body }, options);
  },
  check: (body, options = {}) =>
    send<'checkRecovery'>({ method: 'POST', path: `${path}/link`, body }, options),
  setPassword: async (body, options = {}) => {
    await send<'recover'>({ method: 'POST', path, body }, options);
  },
});
