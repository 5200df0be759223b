import { query } from '@regulars/database/query';
import type { RawBuilder } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { entryJson } from './entry-json.ts';

interface Entry {
  customer_id: string;
  kind: 'redeem' | 'adjust';
  points: number;
  reason?: string | undefined;
  value?: RawBuilder<unknown> | string | null;
  expires_at?: RawBuilder<unknown> | null;
}

/** One more line in the ledger of a customer; number and balance are the database's. @returns its JSON */
export const addEntry = async (tx: TenantTransaction, entry: Entry): Promise<JsonText> => {
  const [added] = await tx.execute(
    query
      .insertInto('org_loyalty_ledger')
      .values({ tenant_org_id: tx.id, ...entry } as never)
      .returning(entryJson(await tx.facts()).as('json')),
  );
  return added!.json;
};
