import { connect } from 'node:net';

/** What a round of load is to do; sent by the parent process. */
export interface Round {
  port: number;
  connections: number;
  seconds: number;
  /** Requests as they go over the wire; `{unique}` in them becomes eight digits that were never sent before. */
  requests: string[];
  /** 2: whichever says success. */
  expectedStatus: number;
  /** As many a second and no more, each counted from when it was due; absent: as fast as they are answered. */
  perSecond?: number;
}

/** What came of it; sent back. */
export interface Load {
  seconds: number;
  answers: number;
  /** Answers with another status, and connections that broke. */
  errors: number;
  /** The first of them. */
  error: string | null;
  /** Latency in ms. */
  p50: number;
  p95: number;
  p99: number;
}

// The first of them comes as an argument; so many do not start over within one run.
let unique = Number(process.argv[2]);
const headEnd = '\r\n\r\n';

/**
 * Asks over kept-alive connections, on each the next request once the last is answered. Reads no more of HTTP than
 * status and Content-Length: what this process uses of the two cores is missing to the server and PostgreSQL.
 */
const run = async ({
  port,
  connections,
  seconds,
  requests,
  expectedStatus,
  perSecond,
}: Round): Promise<Load> => {
  const expected = `HTTP/1.1 ${expectedStatus}`;
  const latencies: number[] = [];
  let errors = 0;
  let error: string | null = null;
  const start = performance.now();
  const end = start + seconds * 1000;
  let turn = 0;

  const ask = (first: number) =>
    new Promise<void>((done) => {
      const socket = connect(port, '127.0.0.1');
      let next = first;
      let asked = 0;
      let received = '';
      let isOver = false;
      const waitForTurn = () => {
        if (!perSecond) return send(performance.now());
        const due = start + (1000 * turn++) / perSecond;
        const early = due - performance.now();
        if (early > 0) setTimeout(send, early, due);
        else send(due);
      };
      const send = (due: number) => {
        asked = due;
        if (performance.now() >= end || due >= end) {
          isOver = true;
          socket.end();
          return;
        }
        const request = requests[next % requests.length]!;
        next += connections;
        socket.write(
          request.includes('{unique}') ? request.replaceAll('{unique}', String(unique++)) : request,
        );
      };
      const failed = (why: string) => {
        errors += 1;
        error ??= why;
      };
      socket.setNoDelay(true);
      // One character a byte, so that lengths are right.
      socket.setEncoding('latin1');
      socket.on('connect', waitForTurn);
      socket.on('data', (chunk) => {
        received += chunk;
        const body = received.indexOf(headEnd) + headEnd.length;
        if (body < headEnd.length) return;
        const length = Number(/^content-length: (\d+)/im.exec(received)?.[1] ?? 0);
        if (received.length < body + length) return;
        latencies.push(performance.now() - asked);
        if (!received.startsWith(expected))
          failed(received.slice(0, received.indexOf('\r\n')) + received.slice(body - 1));
        received = '';
        waitForTurn();
      });
      socket.on('error', (broken) => failed(broken.message));
      socket.on('close', () => {
        // A timer may be a moment early, so that the time is not yet up.
        if (!isOver && performance.now() < end) failed('the connection was closed');
        done();
      });
    });

  await Promise.all(Array.from({ length: connections }, (_, first) => ask(first)));
  const took = (performance.now() - start) / 1000;
  const sorted = Float64Array.from(latencies).sort();
  const percentile = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return {
    seconds: took,
    answers: latencies.length,
    errors,
    error,
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
  };
};

process.on('message', async (round: Round) => process.send!(await run(round)));
