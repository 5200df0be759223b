import type { CodeSent, CodeVerified, SendCode, VerifyCode } from './schema.ts';
import type { PostOptions, Send } from './transport.ts';

/** Proving that somebody holds a phone. */
export interface VerificationCalls {
  /** Sends a one-time code. `too_many_codes` and `phone_locked` say in `retryAfter` when to ask again. */
  send(body: SendCode, options?: PostOptions): Promise<CodeSent>;
  /** Checks it. `wrong_code` says in `attemptsLeft` how many more tries there are. */
  verify(body: VerifyCode, options?: PostOptions): Promise<CodeVerified>;
}

const path = '/api/v1/customers';

export const verificationOf = (send: Send): VerificationCalls => ({
  send: (body, options = {}) => send<'sendCode'>({ method: 'POST', path: `${path}/send-otp`, body }, options),
  verify: (body, options = {}) =>
    send<'verifyCode'>({ method: 'POST', path: `${path}/verify-otp`, body }, options),
});
