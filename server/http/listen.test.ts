import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { problem } from '@regulars/contract/problem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formOf } from '../testing/import-file.ts';
import { testApi } from '../testing/test-api.ts';
import { type Listening, listen, type Patience } from './listen.ts';
import { largestBody } from './read-body.ts';

const stopping = new AbortController();
const api = testApi({ stopping: stopping.signal });
const listenings: Listening[] = [];
const start = async (patience: Partial<Patience> = {}) => {
  const listening = await listen(api.fetch, { port: 0, host: '127.0.0.1' }, patience);
  listenings.push(listening);
  return listening;
};
afterAll(async () => {
  await Promise.all(listenings.map(({ close }) => close()));
  await api.close();
});

const customers = '/api/v1/customers';
let usual: Listening;
let authorization: string;
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  usual = await start();
  here = await api.tenant();
  authorization = `Bearer ${await api.token(here.id, 'owner')}`;
});

/** What comes back on a connection for what is sent on it, until the server ends it. */
const raw = async (port: number, sent: string | Uint8Array, then?: (socket: Socket) => void) => {
  const socket = connect(port, '127.0.0.1');
  let answered = '';
  socket.on('data', (chunk) => {
    answered += chunk.toString('latin1');
  });
  // What is sent behind the answer may meet a closed door.
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  socket.write(sent);
  then?.(socket);
  await closed;
  return answered;
};
const told = (answered: string) => {
  const [head = '', body = ''] = answered.split('\r\n\r\n');
  expect(head).toContain('application/problem+json');
  const { status, code } = problem.parse(JSON.parse(body));
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  return `${status} ${code}`;
};
/** A byte now and then, for as long as somebody listens. */
const drip = (socket: Socket) => {
  const timer = setInterval(() => socket.write('a'), 40);
  socket.on('close', () => clearInterval(timer));
};
/** All of `count` requests. */
const areServed = async (port: number, count: number) => {
  const answers = await Promise.all(
    Array.from({ length: count }, () =>
      fetch(`http://127.0.0.1:${port}${customers}`, { headers: { authorization } }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(count).fill(200));
};

describe('whoever is slow', () => {
  test('with the headers is told so and let go, two hundred at once, and others are served meanwhile', async () => {
    const { port } = await start({ headersMs: 1500 });
    const slow = Array.from({ length: 200 }, () =>
      raw(port, `GET ${customers} HTTP/1.1\r\nHost: x\r\nX-Slow: `, drip),
    );
    await areServed(port, 40);
    expect(new Set((await Promise.all(slow)).map(told))).toEqual(new Set(['408 request_timeout']));
  });

  test('with the body is told so and let go, and nothing of it is done', async () => {
    const { port } = await start({ headersMs: 500, requestMs: 1500 });
    const head = `POST ${customers} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"type":"guest","notes":"`;
    const slow = Array.from({ length: 50 }, () => raw(port, head, drip));
    await areServed(port, 20);
    expect(new Set((await Promise.all(slow)).map(told))).toEqual(new Set(['408 request_timeout']));
    expect((await here.viewer(`${customers}/statistics`)).body.total).toBe(0);
  });

  test('and says nothing at all on five hundred connections is in nobody’s way', async () => {
    const { port } = await start();
    const idle = await Promise.all(
      Array.from({ length: 500 }, async () => {
        const socket = connect(port, '127.0.0.1').on('error', () => {});
        await once(socket, 'connect');
        return socket;
      }),
    );
    await areServed(port, 40);
    for (const socket of idle) socket.destroy();
  });
});

describe('what is no request', () => {
  const get = (more: string) => `GET ${customers} HTTP/1.1\r\nHost: x\r\n${more}\r\n\r\n`;
  test.each([
    ['is not HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', '400 malformed_request'],
    ['is of a method that there is not', 'HACK / HTTP/1.1\r\nHost: x\r\n\r\n', '400 malformed_request'],
    ['has a NUL in its address', 'GET /api/v1/\0 HTTP/1.1\r\nHost: x\r\n\r\n', '400 malformed_request'],
    ['has a NUL in a header', get('X-A: a\0b'), '400 malformed_request'],
    ['has a line break in a header', get('X-A: a\rb'), '400 malformed_request'],
    [
      'has a host that cannot be',
      `GET ${customers} HTTP/1.1\r\nHost: [x\r\nConnection: close\r\n\r\n`,
      '400 malformed_request',
    ],
    ['asks for *', 'GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', '400 malformed_request'],
    ['has two lengths', get('Content-Length: 5\r\nContent-Length: 6'), '400 malformed_request'],
    [
      'has a length and is in pieces',
      get('Content-Length: 5\r\nTransfer-Encoding: chunked'),
      '400 malformed_request',
    ],
    ['has headers of 20 KB', get(`X-A: ${'a'.repeat(20_000)}`), '431 headers_too_large'],
    ['has two thousand headers', get('X-A: aaaaaa\r\n'.repeat(2000)), '431 headers_too_large'],
    [
      'has an address of 20 KB',
      `GET ${customers}?search=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      '431 headers_too_large',
    ],
  ])('and %s is told so', async (_, sent, expected) => {
    const { port } = usual;
    expect(told(await raw(port, Buffer.from(sent, 'latin1')))).toBe(expected);
    await areServed(port, 1);
  });
});

describe('a body that is too much', () => {
  const post = (body: RequestInit['body'], more: Record<string, string> = {}) => ({
    method: 'POST',
    body: body!,
    duplex: 'half' as never,
    headers: { authorization, 'content-type': 'application/json', ...more },
  });
  const endless = (chunk: Uint8Array, pieces: number) =>
    new ReadableStream({
      pull: (controller) => {
        pieces -= 1;
        if (pieces < 0) controller.close();
        else controller.enqueue(chunk);
      },
    });
  const zeros = new Uint8Array(65_536);
  const bomb = gzipSync(new Uint8Array(2e7));

  test.each<[string, () => RequestInit, number]>([
    ['of 10 MB', () => post(new Uint8Array(10 * largestBody)), 413],
    ['of 10 MB in pieces', () => post(endless(zeros, 160)), 413],
    ['of a hundred thousand levels', () => post('[{"a":'.repeat(100_000)), 400],
    ['that unpacks to 20 MB', () => post(Uint8Array.from(bomb), { 'content-encoding': 'gzip' }), 415],
    [
      'that is packed twice',
      () => post(gzipSync(gzipSync(zeros)), { 'content-encoding': 'gzip, gzip' }),
      415,
    ],
  ])('%s is refused on a real socket, and others are served meanwhile', async (_, request, status) => {
    const { port } = usual;
    const attacks = Array.from({ length: 5 }, () => fetch(`http://127.0.0.1:${port}${customers}`, request()));
    await areServed(port, 20);
    const answers = await Promise.all(attacks);
    expect(answers.map((answer) => answer.status)).toEqual(Array(5).fill(status));
    for (const answer of answers) problem.parse(await answer.json());
  });
});

// The last one: it ends what the others use.
describe('a server that ends', () => {
  test('answers what is under way, takes nothing new, and ends streams that would go on', async () => {
    const listening = await start();
    const at = `http://127.0.0.1:${listening.port}`;
    const { body: made } = await here.admin(`${customers}/imports`, {
      method: 'POST',
      rawBody: formOf('name\nSara\n'),
    });
    // Nobody works it off here: whoever watches it would watch for ever.
    const watched = await fetch(`${at}${customers}/imports/${made.id}/events`, {
      headers: { authorization },
    });
    const reader = watched.body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('"state":"checking"');

    const body = '{"type":"guest","name":"At the end"}';
    let socket: Socket | undefined;
    const slow = raw(
      listening.port,
      `POST ${customers} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 9)}`,
      (opened) => {
        socket = opened;
      },
    );
    await areServed(listening.port, 3);

    stopping.abort();
    const closed = listening.close();
    expect((await reader.read()).done).toBe(true);
    const asked = () =>
      fetch(`${at}/healthz`).then(
        ({ status }) => status,
        () => 'refused',
      );
    await expect.poll(asked).toBe('refused');
    socket!.write(body.slice(9));
    const answered = await slow;
    expect(answered).toMatch(/^HTTP\/1.1 201 /);
    expect(answered).toContain('At the end');
    await closed;
  });

  test('answers what was sent on connections that were idle and has not been read yet', async () => {
    const listening = await start();
    const request = `GET ${customers} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n\r\n`;
    const sockets: Socket[] = [];
    const said = Array.from({ length: 20 }, () =>
      raw(listening.port, request, (socket) => void sockets.push(socket)),
    );
    await Promise.all(sockets.map((socket) => once(socket, 'data')));
    for (const socket of sockets) socket.write(request);
    await listening.close();
    for (const answers of await Promise.all(said)) {
      expect(answers.match(/HTTP\/1.1 200/g)).toHaveLength(2);
      expect(answers.slice(answers.lastIndexOf('HTTP/1.1'))).toMatch(/connection: close/i);
    }
  });

  test('waits for nobody for ever', async () => {
    const listening = await start({ drainMs: 300 });
    const slow = raw(listening.port, `POST ${customers} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n`);
    await areServed(listening.port, 1);
    await listening.close();
    await slow;
  });
});
