import { type Access, access } from '@regulars/contract/access';
import { problem, problems } from '@regulars/contract/problem';
import type { Role } from '@regulars/contract/role';
import { connect } from '@regulars/database/connect';
import { pino } from 'pino';
import { expect, inject } from 'vitest';
import { createApp, operations } from '../app.ts';
import { problemsOf } from '../http/openapi-document.ts';
import { peopleAndTenants, testJwtSecret, testSecret } from './people-and-tenants.ts';

const publicUrl = 'http://localhost';

export interface Asked {
  method?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  rawBody?: RequestInit['body'];
  headers?: Record<string, string>;
}

export interface Answered {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: every test knows what it asked for
  body: any;
}

/**
 * The whole server on the tests' database, without a socket. Whatever it answers is held against the contract:
 * a status or a field that openapi.json does not tell of fails the test that met it.
 */
export const testApi = () => {
  const database = connect(inject('appUrl'));
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  const { app, setupLink } = createApp(
    database,
    {
      secret: testSecret,
      publicUrl,
      outsideTokens: { secret: testJwtSecret, jwksUrl: undefined, audience: undefined, issuer: undefined },
      adminFolder: null,
    },
    log,
  );
  const all = operations({ people: null as never, setupLink: null as never });
  const makers = peopleAndTenants(database, publicUrl);

  const ask = async (
    path: string,
    { method = 'GET', body, rawBody, headers = {} }: Asked = {},
  ): Promise<Answered> => {
    const response = await app.fetch(
      new Request(publicUrl + path, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(rawBody != null && { body: rawBody, duplex: 'half' as never }),
      }),
    );
    const text = await response.text();
    const answered = {
      status: response.status,
      headers: response.headers,
      body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
    };
    holdAgainstContract(method, path, answered);
    return answered;
  };

  const holdAgainstContract = (method: string, path: string, { status, headers, body }: Answered) => {
    if (!path.startsWith('/api/')) return;
    const isProblem = headers.get('content-type') === 'application/problem+json';
    if (isProblem) problem.parse(body);
    const operation = all.find(
      (candidate) =>
        candidate.method.toUpperCase() === method &&
        new RegExp(`^${candidate.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0]!),
    );
    if (!operation) return;
    if (isProblem) expect(problemsOf(operation).map((code) => problems[code].status)).toContain(status);
    else {
      expect(status).toBe(operation.success.status);
      operation.success.schema?.parse(body);
    }
  };

  return {
    ask,
    /** Every line that the server logged. */
    logged,
    database,
    setupLink,
    ...makers,
    /** A tenant with a caller for each role. */
    tenant: async (options: { name?: string; country?: string } = {}) => {
      const { id, owner } = await makers.createTenant(options);
      const callers = {} as Record<Role, (path: string, asked?: Asked) => Promise<Answered>>;
      for (const role of ['owner', 'admin', 'staff', 'viewer'] as const) {
        const token = await makers.token(id, role);
        callers[role] = (path, asked = {}) =>
          ask(path, { ...asked, headers: { authorization: `Bearer ${token}`, ...asked.headers } });
      }
      return { id, ownerAccount: owner, ...callers };
    },
    close: database.close,
  };
};

/** The operations of the API with who may call them. */
export const everyOperation = () =>
  operations({ people: null as never, setupLink: null as never }).map((operation) => ({
    operation,
    allowed: access[operation.id] as Access,
  }));
