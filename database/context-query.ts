import pg from 'pg';

/** As which role, for which tenant, on whose behalf a transaction runs: the arguments of the statement below. */
export interface Context {
  role:
    | 'regulars_tenant'
    | 'regulars_identity'
    | 'regulars_cleaner'
    | 'regulars_courier'
    | 'regulars_dispatcher'
    | 'regulars_porter';
  /** '' outside of a tenant. */
  tenantId: string;
  actorId: string;
  actorName: string;
  requestId: string;
}

// The one place where a context is set: local to the transaction, so that no pooler can hand it to another.
const contextText = `select set_config('role', $1, true), set_config('regulars.tenant_org_id', $2, true),
  set_config('regulars.actor_id', $3, true), set_config('regulars.actor_name', $4, true),
  set_config('regulars.request_id', $5, true)`;
const contextName = 'regulars_context';
const beginName = 'regulars_begin';

/** The statement that sets a context. */
export const contextStatement = ({ role, tenantId, actorId, actorName, requestId }: Context) => ({
  text: contextText,
  values: [role, tenantId, actorId, actorName, requestId],
});

/** Parses the context statement on a new connection, so that later it only needs binding. */
export const prepareContext = async (client: pg.ClientBase, prepared: boolean) => {
  if (!prepared) return;
  await client.query({ name: beginName, text: 'begin' });
  await client.query({ name: contextName, text: contextText, values: ['none', '', '', '', ''] });
  await client.query('rollback');
};

// The parts of pg's wire connection and query that a statement in front of another needs; not in its types.
interface Wire {
  /** Their texts, by name. */
  parsedStatements: Record<string, string>;
  parse(message: { name: string; text: string }): void;
  bind(message: { portal?: string; statement: string; values?: unknown[] }): void;
  execute(message: { portal?: string }): void;
  close(message: { type: 'S'; name: string }): void;
}
interface WireQuery {
  name: string | undefined;
  prepare(wire: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
}
const BaseQuery = pg.Query as unknown as new (
  config: pg.QueryConfig,
  values: undefined,
  callback: (error: Error | null, result: pg.QueryResult) => void,
) => WireQuery & pg.Submittable;

/**
 * A connection keeps so many statements prepared, those used last. PostgreSQL holds half a megabyte for each that asks
 * for a list, and there are thousands of ways to ask for one (docs/decisions/0035-memory-that-stays-flat.md).
 */
export const mostPrepared = 64;

/** Moves a statement behind the others, or forgets the first of them for one that comes anew. */
const keepPrepared = (wire: Wire, name: string) => {
  const { parsedStatements: kept } = wire;
  const text = kept[name];
  if (text !== undefined) {
    delete kept[name];
    kept[name] = text;
    return;
  }
  const others = Object.keys(kept).filter((each) => each !== beginName && each !== contextName);
  for (const gone of others.slice(0, Math.max(0, others.length - mostPrepared + 1))) {
    delete kept[gone];
    // In front of everything else: behind an error it would be skipped.
    wire.close({ type: 'S', name: gone });
  }
};

/**
 * A statement that carries its context in front of it: both travel in one message and, between two Syncs of
 * the extended protocol, are one implicit transaction. Measured against BEGIN, set, query and COMMIT awaited
 * one by one: three times the throughput (docs/decisions/0003-one-round-trip.md).
 */
export class ContextQuery extends BaseQuery {
  readonly #prefix: { context: Context; begin: boolean } | null;
  readonly #prepared: boolean;
  /** Results still to come that belong to what was put in front. */
  #foreignResults = 0;

  constructor(
    config: pg.QueryConfig,
    prefix: { context: Context; begin: boolean } | null,
    prepared: boolean,
    callback: (error: Error | null, result: pg.QueryResult) => void,
  ) {
    super({ ...config, queryMode: 'extended' } as pg.QueryConfig, undefined, callback);
    this.#prefix = prefix;
    this.#prepared = prepared;
  }

  override prepare(wire: Wire) {
    if (this.name) keepPrepared(wire, this.name);
    if (this.#prefix) {
      if (this.#prefix.begin) this.#putInFront(wire, beginName, 'begin', []);
      this.#putInFront(wire, contextName, contextText, contextStatement(this.#prefix.context).values);
    }
    super.prepare(wire);
  }

  #putInFront(wire: Wire, name: string, text: string, values: string[]) {
    const statement = this.#prepared && wire.parsedStatements[name] ? name : '';
    if (statement === '') wire.parse({ name: '', text });
    wire.bind({ statement, values });
    wire.execute({});
    this.#foreignResults += 1;
  }

  override handleDataRow(message: unknown) {
    if (this.#foreignResults === 0) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, wire: Wire) {
    if (this.#foreignResults > 0) this.#foreignResults -= 1;
    else super.handleCommandComplete(message, wire);
  }
}
