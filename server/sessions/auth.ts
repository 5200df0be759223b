import { createHash } from 'node:crypto';
import type { Database } from '@regulars/database/connect';
import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { Kysely } from 'kysely';
import { acrossTenants } from '../tenancy/across-tenants.ts';

/** Sees people, sessions and memberships; belongs to no tenant. */
export const identityContext = acrossTenants('regulars_identity');

const oneWeek = 7 * 24 * 60 * 60;
/** Of a second factor after too many wrong codes. */
export const lockSeconds = 15 * 60;

/** By which a seal names its secret, the same whichever came before or behind it: 48 bits of its hash. */
const versionOf = (secret: string) =>
  createHash('sha256').update(`seals ${secret}`).digest().readUIntBE(0, 6);

/**
 * better-auth over this project's tables: passwords, sessions, second factors. Its own HTTP routes are not mounted;
 * people.ts and account/ call it and answer in the API's own manner. Who works where is ours alone: members/.
 *
 * @param secretsBefore with which second factors were sealed that were set up under them, the oldest last
 * @param publicUrl where browsers reach the server: https makes the cookies Secure, and of this host alone
 */
export const createAuth = (
  database: Database,
  {
    secret,
    secretsBefore = [],
    publicUrl,
  }: { secret: string; secretsBefore?: readonly string[]; publicUrl: string },
) => {
  const overHttps = publicUrl.startsWith('https://');
  return betterAuth({
    appName: 'Regulars',
    baseURL: publicUrl,
    secrets: [secret, ...secretsBefore].map((value) => ({ version: versionOf(value), value })),
    // What was sealed before a seal named its secret.
    secret: secretsBefore.at(-1) ?? secret,
    telemetry: { enabled: false },
    // What fails is thrown, and told where it is answered.
    logger: { disabled: true },
    database: { db: new Kysely({ dialect: database.dialect(identityContext) }), type: 'postgres' },
    advanced: {
      // `__Host-`: no other host and no plain http can set or read it. The library knows the weaker `__Secure-` alone.
      cookiePrefix: overHttps ? '__Host-regulars' : 'regulars',
      useSecureCookies: false,
      defaultCookieAttributes: { secure: overHttps },
      database: { generateId: 'uuid', validateSchema: false },
      ipAddress: { disableIpTracking: true },
    },
    // Nobody joins by themselves: the owner comes with the business, staff by invitation.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    user: {
      modelName: 'sys_people',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'sys_sessions',
      expiresIn: oneWeek,
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      modelName: 'sys_accounts',
      fields: {
        userId: 'person_id',
        providerId: 'provider_id',
        accountId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'sys_verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    plugins: [
      // Ten wrong codes in a row lock the second factor for a quarter of an hour; no device is trusted to go without.
      twoFactor({
        issuer: 'Regulars',
        accountLockout: { maxFailedAttempts: 10, durationSeconds: lockSeconds },
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'sys_two_factors',
            fields: {
              userId: 'person_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
  });
};
export type Auth = ReturnType<typeof createAuth>;
