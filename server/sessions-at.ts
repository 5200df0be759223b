import pg from 'pg';

// A pooler may choose well by chance.
const rounds = 3;

/**
 * Has each connection to `url` a session of PostgreSQL for itself, and do the statements stay that it prepares? Poolers
 * in transaction mode hand sessions round, and the older ones lose or confuse what was prepared.
 */
export const sessionsAt = async (url: string): Promise<{ own: boolean; keepStatements: boolean }> => {
  const clients = ['one', 'other'].map((label) => ({
    label,
    client: new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 }),
  }));
  const pids = clients.map(() => new Set<number>());
  let keepStatements = true;
  // Of both the same name, and of no other process: poolers may keep it for longer than this.
  const name = `regulars_${crypto.randomUUID()}`;
  try {
    await Promise.all(clients.map(({ client }) => client.connect()));
    for (let round = 0; round < rounds; round += 1) {
      for (const [n, { label, client }] of clients.entries()) {
        const { rows } = await client.query('select pg_backend_pid() as pid');
        pids[n]!.add(rows[0].pid);
        const kept = await client.query({ name, text: `select '${label}' as label` }).catch(() => null);
        keepStatements &&= kept?.rows[0].label === label;
      }
    }
  } finally {
    await Promise.allSettled(clients.map(({ client }) => client.end()));
  }
  const own = pids.every(({ size }) => size === 1) && new Set(pids.flatMap((each) => [...each])).size === 2;
  return { own, keepStatements };
};
