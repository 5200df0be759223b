import { createServer, type Server, type ServerOptions, type ServerResponse, STATUS_CODES } from 'node:http';
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { ProblemCode } from '@regulars/contract/problem';
import { problemResponse } from './problem-response.ts';

/** How long the server waits for others. */
export interface Patience {
  /** For the headers of a request. */
  headersMs: number;
  /** For the whole of one: a large file on a slow line. */
  requestMs: number;
  /** When it ends, for what has been sent on connections that it knows and has not read yet. */
  lastWordMs: number;
  /** For what is under way when the server ends. */
  drainMs: number;
}
const usual: Patience = { headersMs: 10_000, requestMs: 300_000, lastWordMs: 250, drainMs: 10_000 };

export interface Listening {
  port: number;
  /** Takes no more connections, lets what is under way be answered, and ends whatever takes longer than that. */
  close(): Promise<void>;
}

/**
 * The server's socket: what comes too slowly or is no HTTP is told so and let go.
 *
 * @throws what Node says of a port or host that cannot be listened on
 */
export const listen = (
  fetch: (request: Request, env: object) => Response | Promise<Response>,
  { port, host }: { port: number; host: string },
  patience: Partial<Patience> = {},
): Promise<Listening> => {
  const { headersMs, requestMs, ...atTheEnd } = { ...usual, ...patience };
  const serverOptions: ServerOptions = {
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(headersMs, 5000),
  };
  return new Promise((resolve, reject) => {
    const answer = getRequestListener(fetch, { hostname: host, errorHandler: problemOf });
    const server = createServer(serverOptions, answer);
    server.once('error', reject);
    server.on('clientError', tellWhy);
    server.listen(port, host, () =>
      resolve({ port: (server.address() as AddressInfo).port, close: () => drain(server, atTheEnd) }),
    );
  });
};

/** Of what is HTTP, but whose address or host cannot be; the app sees to its own errors. */
const problemOf = (error: unknown) =>
  problemResponse(error instanceof RequestError ? 'malformed_request' : 'internal', crypto.randomUUID());

const reasons: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** What never became a request is answered like one. */
const tellWhy = async (error: NodeJS.ErrnoException, stream: object) => {
  const socket = stream as Socket & { _httpMessage?: ServerResponse };
  if (error.code === 'ECONNRESET' || !socket.writable || socket._httpMessage?.headersSent) {
    socket.destroy();
    return;
  }
  const code = reasons[error.code ?? ''] ?? 'malformed_request';
  const answer = problemResponse(code, crypto.randomUUID(), {}, { connection: 'close' });
  const body = await answer.text();
  const headers = [...answer.headers, ['content-length', String(Buffer.byteLength(body))]];
  socket.end(
    [
      `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`,
      ...headers.map(([name, value]) => `${name}: ${value}`),
      '',
      body,
    ].join('\r\n'),
  );
};

const drain = async (server: Server, { lastWordMs, drainMs }: Pick<Patience, 'lastWordMs' | 'drainMs'>) => {
  server.prependListener('request', (_, response: ServerResponse) => {
    response.shouldKeepAlive = false;
  });
  // Not the close of HTTP, which drops connections that look idle at once: a busy server has not read yet what was sent.
  const closed = new Promise((done) => NetServer.prototype.close.call(server, done));
  let answered: NodeJS.Timeout | undefined;
  const spoken = setTimeout(() => {
    // A connection has nothing more to wait for once its request is answered.
    answered = setInterval(() => server.closeIdleConnections(), 50);
    server.closeIdleConnections();
  }, lastWordMs);
  const enough = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearTimeout(spoken);
  clearInterval(answered);
  clearTimeout(enough);
};
