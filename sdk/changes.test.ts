import { expect, test } from 'vitest';
import { createRegulars, isProblem } from './index.ts';
import { problem, type Reply, reset, sara, scriptedServer } from './test/scripted-server.ts';

const change = { kind: 'customer', customerId: sara.id, version: 2 };

/** Sends these events and then nothing more; closes where it is told to. */
const events =
  (text: string, close = false): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (close) response.end(text);
    else response.write(text);
  };

test('a connection that breaks is made again from where it was, and a change is told once', async () => {
  await using server = await scriptedServer(
    events(`id: one\n\ndata: ${JSON.stringify(change)}\n\nid: two\n\n`, true),
    reset,
    problem(503, 'unavailable'),
    events(`data: ${JSON.stringify({ ...change, version: 3 })}\n\nid: three\n\n`),
  );
  const { changes } = createRegulars({ baseUrl: server.url });
  const versions: (number | null)[] = [];
  const positions: string[] = [];
  for await (const { version } of changes.watch({ onPosition: (position) => positions.push(position) })) {
    versions.push(version);
    if (version === 3) break;
  }
  expect(versions).toEqual([2, 3]);
  expect(positions).toEqual(['one', 'two']);
  expect(server.received.map(({ headers }) => headers['last-event-id'])).toEqual([
    undefined,
    'two',
    'two',
    'two',
  ]);
});

test('it goes on from a position of another time', async () => {
  await using server = await scriptedServer(events(`data: ${JSON.stringify(change)}\n\n`));
  const { changes } = createRegulars({ baseUrl: server.url });
  for await (const told of changes.watch({ since: 'earlier' })) {
    expect(told).toEqual(change);
    break;
  }
  expect(server.received[0]!.headers['last-event-id']).toBe('earlier');
});

test('a session that is over ends it with the reason', async () => {
  await using server = await scriptedServer(events('id: one\n\n', true), problem(401, 'unauthenticated'));
  const { changes } = createRegulars({ baseUrl: server.url });
  const error = await changes
    .watch()
    .next()
    .catch((reason) => reason);
  expect(isProblem(error, 'unauthenticated')).toBe(true);
});

test('who aborts gets the reason, also between two tries', async () => {
  await using server = await scriptedServer(reset, reset, reset, reset, reset, reset);
  const { changes } = createRegulars({ baseUrl: server.url });
  const leave = new AbortController();
  const watching = changes.watch({ signal: leave.signal }).next();
  await expect.poll(() => server.received.length).toBeGreaterThan(1);
  leave.abort(new Error('enough'));
  await expect(watching).rejects.toThrow('enough');
});
