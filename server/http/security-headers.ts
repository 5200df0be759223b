import type { MiddlewareHandler } from 'hono';
import { NONCE, secureHeaders } from 'hono/secure-headers';

/**
 * What browsers may do with the pages that we send: run our own scripts, talk to us, be framed by nobody. Styles are
 * our own files, and elements that carry the nonce of the answer (serve-admin.ts); none stands in an attribute.
 */
const pageHeaders = (tileSource: string | null, reportsTo: string | null) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", NONCE],
      imgSrc: ["'self'", 'data:', ...(tileSource === null ? [] : [tileSource])],
      connectSrc: ["'self'", ...(reportsTo === null ? [] : [reportsTo])],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    // See httpsOnly.
    strictTransportSecurity: false,
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
  });

/**
 * For pages and their assets. An answer of the API brings its own, so that none is put together at each request.
 *
 * @param tileSource the host that the map's pictures come from
 * @param reportsTo the host that is told of errors; beside these two there is only our own
 */
export const securityHeaders = (tileSource: string | null, reportsTo: string | null): MiddlewareHandler => {
  const ofPages = pageHeaders(tileSource, reportsTo);
  return (c, next) => (c.req.path.startsWith('/api/') ? next() : ofPages(c, next));
};

/** Whether the site is reachable by https alone is for whoever runs it to say. */
export const httpsOnly =
  (seconds: number): MiddlewareHandler =>
  async (c, next) => {
    await next();
    c.res.headers.set('strict-transport-security', `max-age=${seconds}`);
  };

/** For JSON, in which there is nothing to run, load or frame: the set of OWASP's REST Security Cheat Sheet. */
export const dataHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
