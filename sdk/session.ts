import { isProblem } from './errors.ts';
import type { Session, SignIn, SwitchTenant } from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

/** Who is signed in. In a browser a cookie carries it; a token or a key needs no sign-in. */
export interface SessionCalls {
  /** Who am I, where, and as what? `unauthenticated` when nobody is signed in. */
  get(options?: CallOptions): Promise<Session>;
  signIn(body: SignIn, options?: PostOptions): Promise<Session>;
  /** Also succeeds when nobody is signed in (any more). */
  signOut(options?: CallOptions): Promise<void>;
  /** Works in another business of the same person from now on. */
  switchTenant(body: SwitchTenant, options?: CallOptions): Promise<Session>;
}

const path = '/api/v1/session';

export const sessionOf = (send: Send): SessionCalls => ({
  get: (options = {}) => send<'getSession'>({ method: 'GET', path }, options),
  signIn: (body, options = {}) => send<'signIn'>({ method: 'POST', path, body }, options),
  signOut: async (options = {}) => {
    try {
      await send<'signOut'>({ method: 'DELETE', path }, options);
    } catch (error) {
      if (!isProblem(error, 'unauthenticated')) throw error;
    }
  },
  switchTenant: (body, options = {}) => send<'switchTenant'>({ method: 'PATCH', path, body }, options),
});
