import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import { requestIdOf } from './request-id.ts';
import { traceOf } from './trace-of.ts';

/** One line a request: never its query, headers or body, which hold names, phones and tokens. */
export const logRequests =
  (log: Logger): MiddlewareHandler =>
  async (c, next) => {
    if (!log.isLevelEnabled('info')) return next();
    const start = performance.now();
    await next();
    log.info(
      {
        requestId: requestIdOf(c.req.raw),
        ...traceOf(c.req.raw),
        method: c.req.method,
        path: c.req.path,
        status: c.res.status,
        ms: Math.round((performance.now() - start) * 10) / 10,
      },
      'request',
    );
  };
