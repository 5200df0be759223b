import type pg from 'pg';

/** What a new customer is written to, each with where its rows are of the batch of a customer. */
const tables = {
  org_customers_mst: 't.id',
  org_customer_tokens: 't.customer_id',
  org_customer_history: 't.customer_id',
};
/** Written once for each word: spread over the batches. */
const wordTables = ['org_customer_words', 'org_customer_word_keys'];
const batch = 1000;

/**
 * The rows that an import has written, once more, into tables with the same indexes and nothing else: no triggers, no
 * constraints but the keys, no policies, nothing generated. What they take is what PostgreSQL itself takes.
 *
 * @returns writes them, batch by batch, each a transaction
 */
export const rawInsert = async (owner: pg.Client, tenantId: string): Promise<() => Promise<void>> => {
  await owner.query(`drop schema if exists raw cascade`);
  await owner.query(`create schema raw`);
  await owner.query(
    `create temp table batch_of as
      select id, ((row_number() over (order by customer_number_int)) - 1) / ${batch} as batch
      from org_customers_mst where tenant_org_id = '${tenantId}'`,
  );
  const { rows: counted } = await owner.query(
    'select coalesce(max(batch) + 1, 0)::int as batches from batch_of',
  );
  const { batches } = counted[0] as { batches: number };
  for (const table of [...Object.keys(tables), ...wordTables]) {
    await owner.query(`create table raw.${table} (like public.${table} including indexes including storage)`);
    const customer = tables[table as keyof typeof tables];
    const ofBatch = customer
      ? `batch_of.batch from batch_of join public.${table} t on ${customer} = batch_of.id`
      : `(row_number() over ()) % ${batches} as batch from public.${table} t`;
    await owner.query(
      `create temp table ${table}_source as select t.*, ${ofBatch} where t.tenant_org_id = '${tenantId}'`,
    );
    await owner.query(`create index on ${table}_source (batch)`);
    await owner.query(`analyze ${table}_source`);
  }
  const columns = async (table: string) =>
    (
      await owner.query(
        `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
          where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
        [`raw.${table}`],
      )
    ).rows[0].names as string;
  const inserts: string[] = [];
  for (const table of [...Object.keys(tables), ...wordTables]) {
    const names = await columns(table);
    const order = table === 'org_customers_mst' ? 'customer_number_int' : '1, 2, 3';
    inserts.push(`insert into raw.${table} (${names}) select ${names} from ${table}_source
      where batch = $1 order by ${order}`);
  }
  return async () => {
    for (let number = 0; number < batches; number += 1) {
      await owner.query('begin');
      for (const insert of inserts) await owner.query(insert, [number]);
      await owner.query('commit');
    }
    await owner.query('drop schema raw cascade');
  };
};
