import type { Duplex } from 'node:stream';
import {
  type CompiledQuery,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryExecutorProvider,
} from 'kysely';
import pg from 'pg';
import { type Context, ContextQuery, prepareContext } from './context-query.ts';
import { heartbeat } from './heartbeat.ts';
import { query } from './query.ts';

/** Runs compiled statements in one context. */
export interface Statements {
  /** @throws pg.DatabaseError as PostgreSQL reports it. */
  execute<Row>(query: Compilable<Row>): Promise<Row[]>;
}

/** A statement of Kysely's: of a builder or of `sql`, or compiled already. */
export type Compilable<Row> = CompiledQuery<Row> | { compile(by: QueryExecutorProvider): CompiledQuery<Row> };

export interface Database {
  /** Each statement is a transaction of its own: one round trip, context included. */
  each(context: Context): Statements;
  /** The same for reads by key: shares connections with other requests, so that nothing slow may pass here. */
  eachPointRead(context: Context): Statements;
  /** All or nothing: commits when `work` resolves, rolls back when it rejects. */
  transaction<T>(context: Context, work: (statements: Statements) => Promise<T>): Promise<T>;
  /**
   * The rows of one statement as of one moment, some at a time, on a connection of their own: the next ones are read
   * while the last are being used. Whoever leaves the loop gives the connection back.
   */
  inBatches<Row>(context: Context, query: Compilable<Row>): AsyncGenerator<Row[], void, undefined>;
  /** For libraries that bring their own Kysely statements: each runs by itself in `context`. */
  dialect(context: Context): Dialect;
  /** Those for writes and searches, and how many wait for one, at this moment. */
  connections(): { inUse: number; idle: number; waiting: number };
  close(): Promise<void>;
}

// Counts fit a double; the driver would hand them out as strings.
const int8 = 20;
pg.types.setTypeParser(int8, Number);

// Dates stay as they are written: a day has no time zone.
const date = 1082;
pg.types.setTypeParser(date, (text) => text);

/** Of `inBatches`. */
const batchText = 'fetch 500 from batches';
// Sorting a million rows takes its time, and so does a slow reader between two batches.
const patience = `select set_config('statement_timeout', '120s', true),
  set_config('idle_in_transaction_session_timeout', '60s', true), set_config('cursor_tuple_fraction', '1', true)`;

const invalidStatementName = '26000';

const names = new Map<string, string>();
let named = 0;
/** Lists are asked for in more ways than are worth remembering; a name is not given twice. */
const mostNames = 1000;
/** One prepared statement for each text of a statement, on every connection. */
const nameOf = (text: string) => {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= mostNames) names.clear();
    named += 1;
    name = `s${named}`;
    names.set(text, name);
  }
  return name;
};

export const compiled = <Row>(statement: Compilable<Row>): CompiledQuery<Row> =>
  'compile' in statement ? statement.compile(query) : statement;

const run = <Row>(
  client: pg.ClientBase,
  query: Compilable<Row>,
  prepared: boolean,
  prefix: { context: Context; begin: boolean } | null,
): Promise<pg.QueryResult<Row & pg.QueryResultRow>> =>
  new Promise((resolve, reject) => {
    const { sql: text, parameters } = compiled(query);
    const settled = (error: Error | null, result: pg.QueryResult) =>
      error ? reject(error) : resolve(result);
    client.query(
      new ContextQuery(
        { text, values: [...parameters], ...(prepared && { name: nameOf(text) }) },
        prefix,
        prepared,
        settled,
      ),
    );
  });

/** Is the server at the other end one that takes no writes: a standby, or a primary that has become one? */
const takesNoWrites = (error: unknown) => error instanceof pg.DatabaseError && error.code === '25006';

/** Is a connection of no more use after this error? The server's goodbye is heard before the connection ends. */
const endsConnection = (error: unknown) =>
  takesNoWrites(error) ||
  (error instanceof pg.DatabaseError && /^(08|57P0|25P0[34]|58|XX)/.test(error.code ?? ''));

/** Between two times at which all connections are made anew. */
const renewalMs = 1000;

const streamOf = (client: pg.ClientBase) =>
  (client as unknown as { connection: { stream: Duplex } }).connection.stream;

/**
 * What is asked within one turn of the event loop leaves in one write: one system call and one waking of PostgreSQL
 * for many statements, instead of one of each for every one.
 */
const holdUntilEndOfTurn = (client: pg.ClientBase) => {
  const stream = streamOf(client);
  if (stream.writableCorked > 0) return;
  stream.cork();
  setImmediate(() => stream.uncork());
};

/** A few connections on which reads by key of many requests travel at once, in the order in which they came. */
const pointReadLanes = (
  config: pg.ClientConfig,
  size: number,
  prepare: (client: pg.ClientBase) => Promise<void>,
) => {
  const lanes: (Promise<pg.Client> | undefined)[] = Array.from({ length: size });
  let turn = 0;
  const open = (lane: number) => {
    const client = new pg.Client({ ...config, pipeline: true });
    const ready = client
      .connect()
      .then(() => prepare(client))
      .then(() => client);
    // What was on a lost connection is rejected; the next read opens another.
    const forget = () => {
      if (lanes[lane] === ready) lanes[lane] = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    ready.catch(() => {
      forget();
      void client.end();
    });
    lanes[lane] = ready;
    return ready;
  };
  return {
    use: async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
      turn = (turn + 1) % size;
      const lane = turn;
      const ready = lanes[lane] ?? open(lane);
      const client = await ready;
      try {
        holdUntilEndOfTurn(client);
        return await work(client);
      } catch (error) {
        if (endsConnection(error) && lanes[lane] === ready) lanes[lane] = undefined;
        throw error;
      }
    },
    /** Ends each behind what is under way on it. */
    end: async () => {
      await Promise.allSettled(lanes.splice(0).map(async (lane) => (await lane)?.end()));
    },
  };
};

/**
 * Connections to `url` as the server's login role, which can do nothing without a context.
 *
 * @param options.connections for writes and searches (12), beside 2 for reads by key
 * @param options.prepared off for poolers that lose named prepared statements (pgbouncer before 1.21)
 * @param options.heartbeatUrl past such a pooler, where the heartbeat would wait behind those who keep it busy
 */
export const connect = (
  url: string,
  {
    connections = 12,
    prepared = true,
    heartbeatUrl = url,
  }: { connections?: number; prepared?: boolean; heartbeatUrl?: string } = {},
): Database => {
  const config: pg.ClientConfig = {
    connectionString: url,
    application_name: 'regulars',
    connectionTimeoutMillis: 3000,
    keepAlive: true,
  };
  /** Who is connected, and since when. */
  const connected = new Map<pg.ClientBase, number>();
  const prepare = (client: pg.ClientBase) => {
    connected.set(client, performance.now());
    client.once('end', () => connected.delete(client));
    return prepareContext(client, prepared);
  };
  // However idle, two stay with what they have planned: the statements of a search take tens of milliseconds each.
  const pool = new pg.Pool({ ...config, max: connections, min: 2, onConnect: prepare });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const pointReads = pointReadLanes(config, 2, prepare);
  const pulse = heartbeat({ ...config, connectionString: heartbeatUrl }, () => {
    for (const client of connected.keys()) streamOf(client).destroy();
  });

  let renewedAt = 0;
  /**
   * After a failover the address leads to another server, but connections stay where they are: one that takes no writes
   * any more would go on answering reads with what was once true. No more often than each second, for a database that is
   * read-only on purpose goes on serving.
   */
  const renewIfReadOnly = (error: unknown) => {
    if (!takesNoWrites(error) || performance.now() < renewedAt + renewalMs) return;
    renewedAt = performance.now();
    void pointReads.end();
  };
  /** @throws Error where none is to be had in time */
  const take = async (): Promise<pg.PoolClient> => {
    for (;;) {
      const client = await pool.connect();
      if ((connected.get(client) ?? renewedAt) >= renewedAt) return client;
      client.release(true);
    }
  };

  const whileBeating = async <T>(work: () => Promise<T>) => {
    pulse.enter();
    try {
      return await work();
    } finally {
      pulse.leave();
    }
  };

  const borrow = <T>(work: (client: pg.PoolClient) => Promise<T>) => whileBeating(() => lend(work));
  const lend = async <T>(work: (client: pg.PoolClient) => Promise<T>) => {
    const client = await take();
    let broken: Error | undefined;
    // While lent, a dying connection reports here as well as to its statement.
    const onError = (error: Error) => {
      broken = error;
    };
    client.on('error', onError);
    try {
      return await work(client);
    } catch (error) {
      if (endsConnection(error)) broken ??= error as Error;
      renewIfReadOnly(error);
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  };

  const once = <Row>(context: Context, query: Compilable<Row>) =>
    borrow((client) => run(client, query, prepared, { context, begin: false }));

  const pointRead = async <Row>(context: Context, query: Compilable<Row>) => {
    const prefix = { context, begin: false };
    try {
      return await whileBeating(() => pointReads.use((client) => run(client, query, prepared, prefix)));
    } catch (error) {
      if ((error as pg.DatabaseError).code !== invalidStatementName) throw error;
      // It relied on the same statement right in front of it, which failed before it was parsed. This one has
      // not been run; it goes again without a name, relying on nobody.
      return whileBeating(() => pointReads.use((client) => run(client, query, false, prefix)));
    }
  };

  return {
    each: (context) => ({
      execute: async (query) => (await once(context, query)).rows,
    }),
    eachPointRead: (context) => ({
      execute: async (query) => (await pointRead(context, query)).rows,
    }),
    transaction: (context, work) =>
      borrow(async (client) => {
        let begun = false;
        const statements: Statements = {
          execute: async (query) => {
            const prefix = begun ? null : { context, begin: true };
            begun = true;
            return (await run(client, query, prepared, prefix)).rows;
          },
        };
        try {
          const result = await work(statements);
          if (begun) {
            const { command } = await client.query('commit');
            // PostgreSQL ends a transaction of which a statement has failed like this, and calls it no error.
            if (command !== 'COMMIT')
              throw new Error('The transaction went on after a statement had failed.');
          }
          return result;
        } catch (error) {
          // Where the connection itself is gone, so is the transaction.
          if (begun) await client.query('rollback').catch(() => {});
          throw error;
        }
      }),
    inBatches: async function* <Row>(context: Context, query: Compilable<Row>) {
      pulse.enter();
      const client = await take().catch((error) => {
        pulse.leave();
        throw error;
      });
      let broken: Error | undefined;
      const onError = (error: Error) => {
        broken = error;
      };
      client.on('error', onError);
      const { sql: text, parameters } = compiled(query);
      const fetch = async () => {
        const { rows } = await run<Row>(client, { sql: batchText, parameters: [] } as never, false, null);
        return rows as Row[];
      };
      let next: Promise<Row[]> | undefined;
      let open = true;
      try {
        await run(client, { sql: patience, parameters: [] } as never, false, { context, begin: true });
        const declaration = { sql: `declare batches no scroll cursor for ${text}`, parameters };
        await run(client, declaration as never, false, null);
        next = fetch();
        for (let rows = await next; rows.length > 0; rows = await next) {
          next = fetch();
          // It may fail while nobody is waiting for it yet.
          next.catch(() => {});
          yield rows;
        }
        await client.query('commit');
        open = false;
      } catch (error) {
        if (endsConnection(error)) broken ??= error as Error;
        throw error;
      } finally {
        if (open) {
          await next?.catch(() => {});
          await client.query('rollback').catch((error) => {
            broken ??= error;
          });
        }
        client.off('error', onError);
        client.release(broken);
        pulse.leave();
      }
    },
    dialect: (context) => ({
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () => driverOf((query) => once(context, query)),
    }),
    connections: () => ({
      inUse: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: async () => {
      await Promise.all([pool.end(), pointReads.end()]);
      pulse.close();
    },
  };
};

/** A Kysely driver without transactions: what runs through it are single statements. */
const driverOf = (run: (query: CompiledQuery) => Promise<pg.QueryResult>): Driver => {
  const refuse = async () => {
    throw new Error('Use Database.transaction: this connection runs single statements.');
  };
  return {
    init: async () => {},
    destroy: async () => {},
    acquireConnection: async () => ({
      executeQuery: async <Row>(query: CompiledQuery) => {
        const { rows, rowCount } = await run(query);
        return { rows: rows as Row[], ...(rowCount !== null && { numAffectedRows: BigInt(rowCount) }) };
      },
      streamQuery: () => {
        throw new Error('Streaming is not for single statements.');
      },
    }),
    releaseConnection: async () => {},
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
  };
};
