import { segment } from './address.ts';
import type {
  Account,
  AccountChanges,
  AccountSessionList,
  BackupCodes,
  PasswordChange,
  PasswordProof,
  StartedTwoFactor,
  TwoFactorCode,
} from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

/** The account of whoever signed in with an e-mail; `not_found` for keys and outside tokens. */
export interface AccountCalls {
  get(options?: CallOptions): Promise<Account>;
  update(changes: AccountChanges, options?: CallOptions): Promise<Account>;
  /** Ends every other session; `wrong_password`. */
  changePassword(body: PasswordChange, options?: PostOptions): Promise<Account>;
  sessions(options?: CallOptions): Promise<AccountSessionList>;
  endSession(id: string, options?: CallOptions): Promise<void>;
  endOtherSessions(options?: CallOptions): Promise<void>;
  /** In force once `confirmTwoFactor` has got a code of the app. */
  startTwoFactor(body: PasswordProof, options?: PostOptions): Promise<StartedTwoFactor>;
  confirmTwoFactor(body: TwoFactorCode, options?: PostOptions): Promise<Account>;
  stopTwoFactor(body: PasswordProof, options?: PostOptions): Promise<Account>;
  /** Those before are worth nothing any more. */
  renewBackupCodes(body: PasswordProof, options?: PostOptions): Promise<BackupCodes>;
}

const path = '/api/v1/account';
const sessions = `${path}/sessions`;
const twoFactor = `${path}/two-factor`;

export const accountOf = (send: Send): AccountCalls => ({
  get: (options = {}) => send<'getAccount'>({ method: 'GET', path }, options),
  update: (body, options = {}) => send<'updateAccount'>({ method: 'PATCH', path, body }, options),
  changePassword: (body, options = {}) =>
    send<'changePassword'>({ method: 'POST', path: `${path}/password`, body }, options),
  sessions: (options = {}) => send<'listSessions'>({ method: 'GET', path: sessions }, options),
  endSession: async (id, options = {}) => {
    await send<'endSession'>({ method: 'DELETE', path: `${sessions}/${segment(id)}` }, options);
  },
  endOtherSessions: async (options = {}) => {
    await send<'endOtherSessions'>({ method: 'DELETE', path: sessions }, options);
  },
  startTwoFactor: (body, options = {}) =>
    send<'startTwoFactor'>({ method: 'POST', path: twoFactor, body }, options),
  confirmTwoFactor: (body, options = {}) =>
    send<'confirmTwoFactor'>({ method: 'POST', path: `${twoFactor}/confirm`, body }, options),
  stopTwoFactor: (body, options = {}) =>
    send<'stopTwoFactor'>({ method: 'POST', path: `${twoFactor}/stop`, body }, options),
  renewBackupCodes: (body, options = {}) =>
    send<'renewBackupCodes'>({ method: 'POST', path: `${twoFactor}/backup-codes`, body }, options),
});
