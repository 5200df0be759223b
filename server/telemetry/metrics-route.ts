import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Registry } from 'prom-client';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** `GET /metrics` for Prometheus, with `Authorization: Bearer` and the token of the settings. */
export const metricsRoute = (registry: Registry, token: string) => {
  const expected = digest(`Bearer ${token}`);
  return new Hono().get('/metrics', async (c) => {
    if (!timingSafeEqual(digest(c.req.header('authorization') ?? ''), expected)) {
      return c.text('The token of METRICS_TOKEN is wanted.\n', 401, { 'www-authenticate': 'Bearer' });
    }
    return c.body(await registry.metrics(), 200, {
      'content-type': registry.contentType,
      'cache-control': 'no-store',
    });
  });
};
