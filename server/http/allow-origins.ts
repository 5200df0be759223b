import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/**
 * Lets programs in browsers on other sites ask, with a token of their own: cookies stay at home, and what they would
 * do from another site is refused (refuse-foreign-origin.ts).
 *
 * @param origins such as `https://shop.example.com`
 */
export const allowOrigins = (origins: readonly string[]): MiddlewareHandler =>
  cors({
    origin: [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'X-Request-Id'],
    exposeHeaders: [
      'Content-Disposition',
      'Content-Location',
      'ETag',
      'Idempotent-Replayed',
      'Location',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
      'X-Request-Id',
    ],
    maxAge: 3600,
  });
