import { maskText } from '@regulars/contract/mask-text';
import { createStackParser, createTransport, Scope } from '@sentry/core';
import { nodeStackLineParser, ServerRuntimeClient } from '@sentry/core/server';
import type { LoggerOptions } from 'pino';

const error = 50;

/**
 * Tells a Sentry of every error that the log tells of: where in the code, in which operation, by which ids it is found
 * again; nothing that somebody sent. Its core alone, without what watches a whole process by itself.
 */
export const errorReports = (dsn: string) => {
  const client = new ServerRuntimeClient({
    dsn,
    environment: process.env.NODE_ENV,
    platform: 'node',
    runtime: { name: 'node', version: process.version },
    integrations: [],
    stackParser: createStackParser(nodeStackLineParser()),
    transport: (options) =>
      createTransport(options, async ({ body }) => {
        const { status, headers } = await fetch(options.url, {
          method: 'POST',
          body: body as string,
          headers: options.headers ?? {},
          signal: AbortSignal.timeout(10_000),
        });
        return {
          statusCode: status,
          headers: {
            'x-sentry-rate-limits': headers.get('x-sentry-rate-limits'),
            'retry-after': headers.get('retry-after'),
          },
        };
      }),
    beforeSend: (event) => {
      for (const exception of event.exception?.values ?? [])
        exception.value = maskText(exception.value ?? '');
      const { breadcrumbs, request, user, server_name, extra, ...sent } = event;
      return sent;
    },
  });
  client.init();

  const hooks: NonNullable<LoggerOptions['hooks']> = {
    logMethod(given, method, level) {
      const [fields] = given as unknown as [{ err?: unknown } & Record<string, unknown>];
      if (level >= error && fields?.err) {
        const { err, requestId, traceId, operation } = fields;
        const scope = new Scope();
        scope.setTags({ requestId, traceId, operation } as Record<string, string>);
        client.captureException(err, {}, scope);
      }
      method.apply(this, given);
    },
  };
  return {
    hooks,
    close: async () => {
      await client.close(2000);
    },
  };
};
