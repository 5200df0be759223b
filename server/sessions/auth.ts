import type { Database } from '@regulars/database/connect';
import type { Context } from '@regulars/database/context-query';
import { betterAuth } from 'better-auth';
import { organization } from 'better-auth/plugins';
import { createAccessControl } from 'better-auth/plugins/access';
import { adminAc, defaultStatements, memberAc, ownerAc } from 'better-auth/plugins/organization/access';
import { Kysely } from 'kysely';

/** Sees people, sessions and memberships; belongs to no tenant. */
export const identityContext: Context = {
  role: 'regulars_identity',
  tenantId: '',
  actorId: 'regulars',
  actorName: '',
  requestId: '',
};

const accessControl = createAccessControl(defaultStatements);
const oneWeek = 7 * 24 * 60 * 60;

/**
 * better-auth over this project's tables: passwords, sessions, organizations (tenants), members, invitations.
 * Its own HTTP routes are not mounted; people.ts calls it and answers in the API's own manner.
 *
 * @param publicUrl where browsers reach the server: https makes the cookies Secure
 */
export const createAuth = (
  database: Database,
  { secret, publicUrl }: { secret: string; publicUrl: string },
) =>
  betterAuth({
    appName: 'Regulars',
    baseURL: publicUrl,
    secret,
    telemetry: { enabled: false },
    // What fails is thrown, and told where it is answered.
    logger: { disabled: true },
    database: { db: new Kysely({ dialect: database.dialect(identityContext) }), type: 'postgres' },
    advanced: {
      cookiePrefix: 'regulars',
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
      organization({
        allowUserToCreateOrganization: false,
        creatorRole: 'owner',
        ac: accessControl,
        roles: {
          owner: accessControl.newRole(ownerAc.statements),
          admin: accessControl.newRole(adminAc.statements),
          staff: accessControl.newRole(memberAc.statements),
          viewer: accessControl.newRole(memberAc.statements),
        },
        schema: {
          session: { fields: { activeOrganizationId: 'tenant_org_id' } },
          organization: { modelName: 'org_tenants_mst', fields: { createdAt: 'created_at' } },
          member: {
            modelName: 'org_members',
            fields: { organizationId: 'tenant_org_id', userId: 'person_id', createdAt: 'created_at' },
          },
          invitation: {
            modelName: 'org_invitations',
            fields: {
              organizationId: 'tenant_org_id',
              inviterId: 'inviter_id',
              expiresAt: 'expires_at',
              createdAt: 'created_at',
            },
          },
        },
      }),
    ],
  });
export type Auth = ReturnType<typeof createAuth>;
