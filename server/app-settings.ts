import type { AppSettings } from './app.ts';
import { clientIp } from './http/client-ip.ts';
import { mapTilesOf } from './map/map-tiles.ts';
import type { Messenger } from './messages/messenger.ts';
import { type Settings, tenantConnectionsOf } from './settings.ts';
import { verificationOf } from './verification/verification.ts';

type Made = 'secret' | 'publicUrl' | 'stopping' | 'mails' | 'adminFolder' | 'telemetry';

/** What the app works with: settings of the environment, and what was made by them before. */
export const appSettingsOf = (
  settings: Settings,
  { messenger, ...made }: Pick<AppSettings, Made> & { messenger: Messenger },
): AppSettings => ({
  ...made,
  secretsBefore: settings.AUTH_SECRETS_BEFORE,
  verification: verificationOf(settings, messenger, made.secret, made.publicUrl),
  clientIp: clientIp(settings.TRUSTED_PROXIES),
  outsideTokens: {
    secret: settings.AUTH_JWT_SECRET,
    jwksUrl: settings.AUTH_JWKS_URL,
    audience: settings.AUTH_JWT_AUDIENCE,
    issuer: settings.AUTH_JWT_ISSUER,
    maxAgeSeconds: settings.AUTH_JWT_MAX_AGE,
  },
  mapTiles: mapTilesOf(settings),
  rateLimits: {
    ip: settings.RATE_LIMIT_IP,
    actor: settings.RATE_LIMIT_ACTOR,
    tenant: settings.RATE_LIMIT_TENANT,
  },
  tenantConnections: tenantConnectionsOf(settings),
  corsOrigins: settings.CORS_ORIGINS,
  hstsSeconds: settings.HSTS_SECONDS,
  sentryDsn: settings.SENTRY_DSN ?? null,
  attempts: {
    addressTries: settings.SIGN_IN_ADDRESS_TRIES,
    accountTries: settings.SIGN_IN_ACCOUNT_TRIES,
  },
});
