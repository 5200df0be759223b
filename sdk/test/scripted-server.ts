import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Address, CustomerWithAddresses, ProblemCode } from '../index.ts';

export interface Received {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingMessage['headers'];
  /** Parsed where it is JSON; undefined where there was none. */
  body: unknown;
}

export type Reply = (response: ServerResponse, received: Received) => void;

/**
 * An HTTP server on loopback that gives one reply of the script to each request, in turn, and remembers
 * the requests. A request beyond the script is answered with a problem that no test expects.
 */
export const scriptedServer = async (...script: Reply[]) => {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const sent = await text(request);
    const isForm = headers['content-type']?.startsWith('multipart/');
    const body: unknown = sent === '' ? undefined : isForm ? sent : JSON.parse(sent);
    const reply = script[received.length] ?? problem(500, 'internal', { detail: 'beyond the script' });
    const one = { method, url, headers, body };
    received.push(one);
    reply(response, one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

export const answer =
  (body: object, status = 200, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

export const problem =
  (status: number, code: ProblemCode, more: object = {}, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/problem+json', ...headers }).end(
      JSON.stringify({
        type: `/docs/problems/${code}`,
        title: `Title of ${code}`,
        status,
        code,
        requestId: 'r-1',
        ...more,
      }),
    );

export const page =
  (status: number, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<h1>Not the API</h1>');

/** Cuts the connection before the first byte of an answer. */
export const reset: Reply = (response) => response.socket?.resetAndDestroy();

/** Never answers. */
export const silence: Reply = () => {};

/** Begins an answer and cuts the connection. */
export const halfAnswer: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"id": "', () => response.socket?.destroy());
};

/** Begins an answer and falls silent. */
export const stalledAnswer: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"id": "');
};

/** A whole answer by its framing, whose JSON ends early. */
export const shortAnswer: Reply = (response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": "');

export const home: Address = {
  id: '0199a0b1-0000-7000-8000-0000000000a1',
  type: 'home',
  label: null,
  building: null,
  floor: null,
  apartment: null,
  street: 'Way 3021',
  area: 'Al Khuwair',
  city: 'Muscat',
  region: null,
  postalCode: null,
  country: 'OM',
  latitude: 23.5859,
  longitude: 58.4059,
  deliveryNotes: null,
  isDefault: true,
  isActive: true,
  distanceM: null,
  formatted: ['Way 3021', 'Al Khuwair', 'Muscat', 'Oman'],
  createdAt: '2025-01-01T00:00:00Z',
  updatedAt: '2025-01-01T00:00:00Z',
};

export const sara: CustomerWithAddresses = {
  id: '0199a0b1-0000-7000-8000-000000000001',
  customerNumber: 'CUST-00001',
  profileStatus: 'stub',
  firstName: null,
  lastName: null,
  displayName: 'Sara Al Balushi',
  name: 'Sara Al Balushi',
  name2: null,
  phone: '+96890123456',
  phoneVerified: false,
  email: null,
  emailVerified: false,
  birthDate: null,
  avatarUrl: null,
  preferences: {},
  notes: null,
  tags: [],
  loyaltyPoints: 0,
  tier: null,
  totalOrders: 0,
  totalSpent: { amount: '0.000', currency: 'OMR' },
  lastOrderAt: null,
  isActive: true,
  mergedIds: [],
  mergedIntoId: null,
  contacts: [],
  customerSince: '2025-01-01T00:00:00Z',
  version: 5,
  createdAt: '2025-01-01T00:00:00Z',
  updatedAt: '2025-01-01T00:00:00Z',
  avatarVersion: null,
  addresses: [home],
};
