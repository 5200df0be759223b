import pg from 'pg';
import { inject } from 'vitest';

const pools = new Map<string, pg.Pool>();
const poolOf = (url: string) => {
  const pool = pools.get(url) ?? new pg.Pool({ connectionString: url, max: 2, allowExitOnIdle: true });
  // A database of one test is dropped with whoever is connected to it.
  if (!pools.has(url)) pool.on('error', () => {});
  pools.set(url, pool);
  return pool;
};

/** Runs one statement as the superuser: to see what no tenant may see, and to move what no caller can (clocks, counters). */
export const asOwner = async <Row extends object = Record<string, unknown>>(
  text: string,
  values: unknown[] = [],
  url = inject('ownerUrl'),
): Promise<Row[]> => (await poolOf(url).query<Row & pg.QueryResultRow>(text, values)).rows;
