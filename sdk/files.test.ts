import { expect, test } from 'vitest';
import { createRegulars, isProblem } from './index.ts';
import { problem, type Reply, sara, scriptedServer } from './test/scripted-server.ts';

const file =
  (text: string): Reply =>
  (response) =>
    response
      .writeHead(200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="customers_2026-11-28.csv"',
      })
      .end(text);

test('a download has a name, a type and its content, and is asked for again where that can help', async () => {
  await using server = await scriptedServer(problem(503, 'unavailable'), file('name\r\nSara\r\n'));
  const { exports } = createRegulars({ baseUrl: server.url });
  const downloaded = await exports.download({ search: 'sara', format: 'csv' });
  expect(downloaded).toMatchObject({ name: 'customers_2026-11-28.csv', type: 'text/csv; charset=utf-8' });
  expect(await downloaded.text()).toBe('name\r\nSara\r\n');
  expect(server.received.map(({ url }) => url)).toEqual(
    Array(2).fill('/api/v1/customers/export?search=sara&format=csv'),
  );
});

test('a refused download is the problem that the server says', async () => {
  await using server = await scriptedServer(problem(403, 'forbidden'));
  const { exports } = createRegulars({ baseUrl: server.url });
  const refused = await exports.download().catch((error) => error);
  expect(isProblem(refused, 'forbidden')).toBe(true);
});

test('a file is sent as a form, with its name and a key, the same in each try', async () => {
  await using server = await scriptedServer(problem(503, 'unavailable'), (response) =>
    response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"1"}'),
  );
  const { imports } = createRegulars({ baseUrl: server.url });
  await imports.create(new Blob(['name\nSara\n']), { fileName: 'list.csv' });
  const [first, second] = server.received;
  expect(first!.body).toContain('filename="list.csv"');
  expect(first!.body).toContain('name\nSara\n');
  expect(first!.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  expect(second!.headers['idempotency-key']).toBe(first!.headers['idempotency-key']);
});

test('events come one by one, however they are cut, and end with the sending', async () => {
  const pieces = [
    'data: {"id":"1","sta',
    'te":"checking"}\n',
    '\n: still at it\n\ndata: {"id":"1","state":"ready"}\n\n',
  ];
  await using server = await scriptedServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const next = () => {
      const piece = pieces.shift();
      if (piece === undefined) response.end();
      else response.write(piece, () => setTimeout(next, 10));
    };
    next();
  });
  const { imports } = createRegulars({ baseUrl: server.url });
  const states: string[] = [];
  for await (const { state } of imports.watch(sara.id)) states.push(state);
  expect(states).toEqual(['checking', 'ready']);
});

test('who aborts while events come gets the reason', async () => {
  await using server = await scriptedServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"state":"checking"}\n\n');
  });
  const { imports } = createRegulars({ baseUrl: server.url });
  const leave = new AbortController();
  const watching = (async () => {
    for await (const _ of imports.watch(sara.id, { signal: leave.signal })) leave.abort(new Error('enough'));
  })();
  await expect(watching).rejects.toThrow('enough');
});
