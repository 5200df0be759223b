import type {
  CodeSent,
  CodeVerified,
  SendCode,
  VerificationSettings,
  VerificationSettingsChanges,
  VerifyCode,
} from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

/** Proving that somebody holds a phone. */
export interface VerificationCalls {
  /** Sends a one-time code. `too_many_codes` and `phone_locked` say in `retryAfter` when to ask again. */
  send(body: SendCode, options?: PostOptions): Promise<CodeSent>;
  /**
   * Checks it, for the same phone and purpose. The token proves the phone once and for some minutes, to
   * `customers.create`, `update` and `upgrade`. `wrong_code` says in `attemptsLeft` how many more tries there are.
   */
  verify(body: VerifyCode, options?: PostOptions): Promise<CodeVerified>;
  settings(options?: CallOptions): Promise<VerificationSettings>;
  /** Changes only what `changes` names; null: as the deployment says. */
  updateSettings(changes: VerificationSettingsChanges, options?: CallOptions): Promise<VerificationSettings>;
}

const path = '/api/v1/customers';
const settingsPath = '/api/v1/tenant/verification';

export const verificationOf = (send: Send): VerificationCalls => ({
  send: (body, options = {}) => send<'sendCode'>({ method: 'POST', path: `${path}/send-otp`, body }, options),
  verify: (body, options = {}) =>
    send<'verifyCode'>({ method: 'POST', path: `${path}/verify-otp`, body }, options),
  settings: (options = {}) => send<'getVerificationSettings'>({ method: 'GET', path: settingsPath }, options),
  updateSettings: (changes, options = {}) =>
    send<'updateVerificationSettings'>({ method: 'PATCH', path: settingsPath, body: changes }, options),
});
