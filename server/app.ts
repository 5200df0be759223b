import { createHash } from 'node:crypto';
import type { MapTiles } from '@regulars/contract/map-tiles';
import type { Database } from '@regulars/database/connect';
import { type Context, Hono } from 'hono';
import type { Logger } from 'pino';
import { accountRoutes } from './account/routes.ts';
import { addressRoutes } from './addresses/routes.ts';
import { apiKeyRoutes } from './api-keys/routes.ts';
import { avatarRoutes } from './avatars/routes.ts';
import { changeRoutes } from './changes/routes.ts';
import { type Watchers, watchers } from './changes/watch-changes.ts';
import { contactRoutes } from './contacts/routes.ts';
import { counterRoutes } from './counter/routes.ts';
import { customerRoutes } from './customers/routes.ts';
import { duplicateRoutes } from './duplicates/routes.ts';
import { exportRoutes } from './exports/routes.ts';
import { health } from './health/routes.ts';
import { allowOrigins } from './http/allow-origins.ts';
import type { clientIp } from './http/client-ip.ts';
import { documentation } from './http/documentation.ts';
import { logRequests } from './http/log-requests.ts';
import type { Operation } from './http/operation.ts';
import { problemResponse } from './http/problem-response.ts';
import { type RateLimitSettings, rateLimits } from './http/rate-limits.ts';
import { refuseForeignOrigin } from './http/refuse-foreign-origin.ts';
import { requestIdOf } from './http/request-id.ts';
import { httpsOnly, securityHeaders } from './http/security-headers.ts';
import { serveAdmin } from './http/serve-admin.ts';
import { serveOperation } from './http/serve-operation.ts';
import { shareCounts } from './http/share-counts.ts';
import { traceOf } from './http/trace-of.ts';
import { importRoutes } from './imports/routes.ts';
import { loyaltyRoutes } from './loyalty/routes.ts';
import { tileSource } from './map/tile-address.ts';
import { memberRoutes } from './members/routes.ts';
import { mergeRoutes } from './merges/routes.ts';
import { orderRoutes } from './orders/routes.ts';
import { recoveryRoutes } from './recovery/routes.ts';
import { type AttemptSettings, type Attempts, attempts } from './sessions/attempts.ts';
import { type Auth, createAuth } from './sessions/auth.ts';
import { authenticate } from './sessions/authenticate.ts';
import { type OutsideTokenSettings, outsideTokens } from './sessions/outside-tokens.ts';
import { type People, people } from './sessions/people.ts';
import { sessionRoutes } from './sessions/routes.ts';
import { setupRoutes } from './setup/routes.ts';
import { type SetupLink, setupLink } from './setup/setup-link.ts';
import type { Mails } from './start-mails.ts';
import type { Telemetry } from './telemetry/telemetry.ts';
import { fairShare } from './tenancy/fair-share.ts';
import { tenancy } from './tenancy/in-tenant.ts';
import { refusedWrites } from './tenancy/refused-writes.ts';
import { tenantFacts } from './tenancy/tenant-facts.ts';
import { tenantRoutes } from './tenant/routes.ts';
import { deliveryCallback } from './verification/delivery-callback.ts';
import { verificationRoutes } from './verification/routes.ts';
import type { Verification } from './verification/send-code.ts';
import { waitOfIp } from './verification/wait-of-ip.ts';
import { viewRoutes } from './views/routes.ts';

/** Everything that the API can do, in the order in which openapi.json shows it. */
export const operations = (services: {
  database: Database;
  auth: Auth;
  people: People;
  attempts: Attempts;
  publicUrl: string;
  mails: Mails | null;
  setupLink: SetupLink;
  verification: Verification;
  changes: Watchers;
}): Operation[] => [
  // Before those of customers, where `merges`, `duplicates`, `views`, `export` and `imports` would be ids.
  ...mergeRoutes,
  ...duplicateRoutes,
  ...viewRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...customerRoutes,
  ...avatarRoutes,
  ...addressRoutes,
  ...contactRoutes,
  ...counterRoutes,
  ...orderRoutes,
  ...loyaltyRoutes,
  ...changeRoutes(services.changes),
  ...sessionRoutes(services.people),
  ...recoveryRoutes(services),
  ...accountRoutes(services),
  ...memberRoutes(services),
  ...verificationRoutes(services.verification),
  ...tenantRoutes,
  ...setupRoutes(services.setupLink),
  ...apiKeyRoutes,
];

/** The same, to be told of and not to be served: without what they work with. */
export const describedOperations = (): Operation[] => operations({} as Parameters<typeof operations>[0]);

export interface AppSettings {
  /** Signs session cookies and, by a key derived from it, seals cursors. */
  secret: string;
  /** What it was before, the oldest last. */
  secretsBefore: readonly string[];
  /** Where browsers reach the server, without a slash at the end. */
  publicUrl: string;
  outsideTokens: OutsideTokenSettings;
  verification: Omit<Verification, 'waitOfIp'>;
  /** Whose request it is; see client-ip.ts. */
  clientIp: ReturnType<typeof clientIp>;
  mapTiles: MapTiles | null;
  rateLimits: RateLimitSettings;
  /** How many connections one business may have at a time. */
  tenantConnections: number;
  /** Whose pages may ask from a browser; none: our own alone. */
  corsOrigins: readonly string[];
  /** How long browsers shall come by https alone; 0: that is for the proxy to say. */
  hstsSeconds: number;
  /** The server is about to end. */
  stopping: AbortSignal;
  /** Where the admin reports errors. */
  sentryDsn: string | null;
  /** How often one may try to sign in. */
  attempts: AttemptSettings;
  /** Has mails sent, later; null: none are set up. */
  mails: Mails | null;
  /** The built admin; null to serve the API alone. */
  adminFolder: string | null;
  telemetry?: Telemetry;
}

/** The whole server but its socket: API, documentation, admin. */
export const createApp = (database: Database, settings: AppSettings, log: Logger) => {
  const facts = tenantFacts(database);
  const auth = createAuth(database, settings);
  const tries = attempts(database, settings.attempts);
  const staff = people(database, auth, settings.secret, tries, facts, {
    messageChannels: [...settings.verification.messenger.channels],
    sendsMail: settings.mails !== null,
    mapTiles: settings.mapTiles,
    sentryDsn: settings.sentryDsn,
  });
  const link = setupLink(database, auth, staff, tries);
  const foreign = refuseForeignOrigin(new URL(settings.publicUrl).origin);
  const cursorKey = createHash('sha256').update(`cursors ${settings.secret}`).digest();
  const services = {
    tenancy: tenancy(database, facts, cursorKey, fairShare(settings.tenantConnections)),
    authenticate: authenticate(database, staff, outsideTokens(settings.outsideTokens), facts, foreign),
    refuseForeignOrigin: foreign,
    stopping: settings.stopping,
    rateLimits: rateLimits(settings.rateLimits, shareCounts(database), (error) =>
      log.warn({ err: error }, 'rate limits are counted by this process alone'),
    ),
    refusedWrites: refusedWrites(),
    answerSecret: createHash('sha256').update(`answers ${settings.secret}`).digest(),
    log,
  };

  const app = new Hono();
  app.use(logRequests(log));
  app.use(
    securityHeaders(
      settings.mapTiles && tileSource(settings.mapTiles.url),
      settings.sentryDsn && new URL(settings.sentryDsn).origin,
    ),
  );
  if (settings.hstsSeconds > 0) app.use(httpsOnly(settings.hstsSeconds));
  if (settings.corsOrigins.length > 0) app.use('/api/*', allowOrigins(settings.corsOrigins));
  app.route('/', health(database, services.refusedWrites));
  if (settings.telemetry?.routes) app.route('/', settings.telemetry.routes);

  const verification = { ...settings.verification, waitOfIp: waitOfIp(database) };
  const changes = watchers(database, (error) => log.warn({ err: error }, 'changes'));
  const all = operations({
    database,
    auth,
    people: staff,
    attempts: tries,
    publicUrl: settings.publicUrl,
    mails: settings.mails,
    setupLink: link,
    verification,
    changes,
  });
  for (const operation of all) {
    const served = serveOperation(operation, services);
    const serve = settings.telemetry?.watchOperation(operation, served) ?? served;
    app.on(operation.method, operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) =>
      serve(c.req.raw, c.req.param(), settings.clientIp(peerOf(c), c.req.header('x-forwarded-for') ?? null)),
    );
  }
  app.all('/api/*', (c) => {
    const methods = methodsOf(all, c.req.path);
    const requestId = requestIdOf(c.req.raw);
    return methods.length > 0
      ? problemResponse('method_not_allowed', requestId, {}, { allow: methods.join(', ') })
      : problemResponse('not_found', requestId);
  });

  app.route('/', deliveryCallback(database, verification));
  app.route('/', documentation(all));
  if (settings.adminFolder !== null) app.route('/', serveAdmin(settings.adminFolder));
  app.notFound((c) => problemResponse('not_found', requestIdOf(c.req.raw)));
  app.onError((error, c) => {
    const requestId = requestIdOf(c.req.raw);
    log.error({ err: error, requestId, ...traceOf(c.req.raw) }, 'unexpected');
    return problemResponse('internal', requestId);
  });
  return { app, setupLink: link };
};

/** The other end of the socket; there is none where a test asks without one. */
const peerOf = (c: Context) =>
  (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
    ?.remoteAddress;

const methodsOf = (all: readonly Operation[], path: string) => [
  ...new Set(
    all
      .filter((operation) => new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path))
      .flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])),
  ),
];
