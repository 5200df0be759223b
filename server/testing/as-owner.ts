import pg from 'pg';
import { inject } from 'vitest';

/** Runs one statement as the superuser: to see what no tenant may see, and to move what no caller can (clocks, counters). */
export const asOwner = async <Row extends object = Record<string, unknown>>(
  text: string,
  values: unknown[] = [],
  url = inject('ownerUrl'),
): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row & pg.QueryResultRow>(text, values)).rows;
  } finally {
    await client.end();
  }
};
