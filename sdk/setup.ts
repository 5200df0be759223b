import type { Session, Setup, SetupLink, SetupLinkState } from './schema.ts';
import type { PostOptions, Send } from './transport.ts';

/** Opening the first business of an installation, with the one-time link that its start prints. */
export interface SetupCalls {
  /** `setup_link_invalid` when the link is used, wrong or too late. */
  checkLink(body: SetupLink, options?: PostOptions): Promise<SetupLinkState>;
  /** Opens the business with its owner, and signs in. */
  setUp(body: Setup, options?: PostOptions): Promise<Session>;
}

const path = '/api/v1/setup';

export const setupOf = (send: Send): SetupCalls => ({
  checkLink: (body, options = {}) =>
    send<'checkSetupLink'>({ method: 'POST', path: `${path}/link`, body }, options),
  setUp: (body, options = {}) => send<'setUp'>({ method: 'POST', path, body }, options),
});
