import { type Access, access } from '@regulars/contract/access';
import { problem } from '@regulars/contract/problem';
import type { Role } from '@regulars/contract/role';
import type { Purpose } from '@regulars/contract/verification';
import { connect, type Database } from '@regulars/database/connect';
import { expect, inject } from 'vitest';
import { createApp, describedOperations } from '../app.ts';
import { problemsOf } from '../http/openapi-document.ts';
import { createLog } from '../log.ts';
import type { Messenger } from '../messages/messenger.ts';
import type { Mails } from '../start-mails.ts';
import { outbox, testAppSettings } from './app-settings.ts';
import { peopleAndTenants } from './people-and-tenants.ts';

export interface Asked {
  method?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** The other end of the socket. */
  peer?: string;
  /** Sent as it is. */
  rawBody?: RequestInit['body'];
  headers?: Record<string, string>;
}

export interface Answered {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: every test knows what it asked for
  body: any;
  /** The body as it came. */
  text: string;
}

export type Ask = (path: string, asked?: Asked) => Promise<Answered>;

/**
 * The whole server on the tests' database, without a socket. Whatever it answers is held against the contract:
 * a problem or a field that openapi.json does not tell of fails the test that met it. Whatever it logs is held,
 * when the API is closed, against everything secret or personal that it was told.
 */
export const testApi = ({
  appUrl = inject('appUrl'),
  publicUrl = 'http://localhost',
  environment = {} as Record<string, string>,
  stopping = new AbortController().signal,
  database = connect(appUrl) as Database,
  messenger = null as Messenger | null,
  mails = null as Mails | null,
} = {}) => {
  const messages = outbox();
  const logged: string[] = [];
  const log = createLog('trace', { to: { write: (line: string) => void logged.push(line) } });
  const { app, setupLink } = createApp(
    database,
    { ...testAppSettings(publicUrl, null, messages.file, environment, messenger), stopping, mails },
    log,
  );
  const all = everyOperation().map(({ operation }) => operation);
  const makers = peopleAndTenants(database, publicUrl);
  const notForLogs = new Set<string>();

  const ask: Ask = async (path, { method = 'GET', body, rawBody, headers = {}, peer } = {}) => {
    const response = await app.fetch(
      new Request(publicUrl + path, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(rawBody != null && { body: rawBody, duplex: 'half' as never }),
      }),
      peer === undefined ? {} : { incoming: { socket: { remoteAddress: peer } } },
    );
    const text = /^\/api\/v1\/changes\b/.test(path) ? await firstOf(response) : await response.text();
    const isJson = text !== '' && response.headers.get('content-type')?.includes('json');
    const answered = {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
      text,
    };
    for (const secret of [
      ...secretsIn(body),
      ...secretsIn(answered.body),
      ...secretsOf(headers, response.headers),
    ]) {
      notForLogs.add(secret);
    }
    holdAgainstContract(method, path, answered);
    return answered;
  };

  const holdAgainstContract = (method: string, path: string, { status, headers, body, text }: Answered) => {
    if (!path.startsWith('/api/')) return;
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/);
    const isProblem = headers.get('content-type') === 'application/problem+json';
    const pathname = path.split('?')[0]!;
    const operation = all.find(
      (candidate) =>
        (candidate.method.toUpperCase() === method || (candidate.method === 'get' && method === 'HEAD')) &&
        new RegExp(`^${candidate.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
    );
    expect(headers.get('cache-control')).toBe(
      operation?.cached && !isProblem ? 'private, no-cache' : 'no-store',
    );
    if (text === '') {
      if (operation?.cached && status === 304) return;
      if (operation && method !== 'HEAD') expect(status).toBe(operation.success.status);
      return;
    }
    if (isProblem) {
      const { code } = problem.parse(body);
      // Outside of an id's form there is nothing, whether or not an operation lies there.
      if (operation) expect([...problemsOf(operation)]).toContain(code);
      else expect(['not_found', 'method_not_allowed', 'internal']).toContain(code);
    } else {
      expect(status).toBe(operation?.success.status);
      operation!.success.schema?.parse(body);
    }
  };

  /** A verification token for a phone, as its holder would get one. */
  const provePhone = async (caller: Ask, phone: string, purpose: Purpose = 'verification') => {
    const call = (operation: string, body: object) =>
      caller(`/api/v1/customers/${operation}`, { method: 'POST', body: { phone, purpose, ...body } });
    expect((await call('send-otp', {})).status).toBe(200);
    const proven = await call('verify-otp', { code: messages.codeFor(phone) });
    expect(proven.status).toBe(200);
    return proven.body.verificationToken as string;
  };

  const callersOf = async (tenantId: string) => {
    const callers = {} as Record<Role, Ask>;
    for (const role of ['owner', 'admin', 'staff', 'viewer'] as const) {
      callers[role] = withHeaders({ authorization: `Bearer ${await makers.token(tenantId, role)}` });
    }
    return callers;
  };

  const withHeaders =
    (own: Record<string, string>): Ask =>
    (path, asked = {}) =>
      ask(path, { ...asked, headers: { ...own, ...asked.headers } });

  return {
    ask,
    withHeaders,
    /** For a socket to call. */
    fetch: app.fetch,
    /** An answer that is read while it comes. */
    open: async (path: string, headers: Record<string, string>) =>
      app.fetch(new Request(publicUrl + path, { headers })),
    /** The bytes of a file that the server sends. */
    bytes: async (path: string, headers: Record<string, string>): Promise<Uint8Array> => {
      const response = await app.fetch(new Request(publicUrl + path, { headers }));
      expect(response.status).toBe(200);
      return new Uint8Array(await response.arrayBuffer());
    },
    /** Every line that the server logged. */
    logged,
    database,
    setupLink,
    provePhone,
    /** What was sent to phones. */
    messages,
    ...makers,
    /** A tenant with a caller for each role. */
    tenant: async (options: { name?: string; country?: string } = {}) => {
      const { id, owner } = await makers.createTenant(options);
      return { id, ownerAccount: owner, ...(await callersOf(id)) };
    },
    /** Signs somebody in as a browser would. */
    signIn: async ({ email, password }: { email: string; password: string }) => {
      const signedIn = await ask('/api/v1/session', { method: 'POST', body: { email, password } });
      expect(signedIn.status).toBe(200);
      const cookie = cookieOf(signedIn);
      return { cookie, session: signedIn.body, ask: withHeaders({ cookie }) };
    },
    close: async () => {
      await database.close();
      const everything = logged.join('');
      const leaked = [...notForLogs].filter((secret) => everything.includes(secret));
      expect(leaked.slice(0, 3), 'what the server wrote into its log').toEqual([]);
    },
  };
};
export type TestApi = ReturnType<typeof testApi>;

/** Of a stream that does not end by itself, what comes at once. */
const firstOf = async ({ body }: Response): Promise<string> => {
  if (!body) return '';
  const reader = body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
};

/** What a browser sends back after this answer. */
export const cookieOf = ({ headers }: Answered): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .join('; ');

const kept =
  /^(password|currentPassword|newPassword|key|token|verificationToken|phone|email|link|secret|uri|invitation)$/;
// Fuzzed values can be words of the log itself.
const telling = (value: string) => value.length >= 8 && /[\d@]/.test(value);

const secretsIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) =>
        typeof inner === 'string' && kept.test(name) && telling(inner) ? [inner] : secretsIn(inner),
      );

const secretsOf = (sent: Record<string, string>, answered: Headers): string[] => [
  ...(sent.authorization?.startsWith('Bearer ') ? [sent.authorization.slice(7)] : []),
  ...[sent.cookie ?? '', ...answered.getSetCookie()]
    .map((cookie) => /=([^;]{8,})/.exec(cookie)?.[1])
    .filter((value) => value !== undefined),
];

/** The operations of the API with who may call them. */
export const everyOperation = () =>
  describedOperations().map((operation) => ({
    operation,
    allowed: access[operation.id] as Access,
  }));
