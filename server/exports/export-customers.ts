import { defaultExportColumns, type ExportQuery } from '@regulars/contract/export';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { listedCustomers } from '../customers/listed-customers.ts';
import type { Answer } from '../http/answer.ts';
import { type End, takePlace, toItsEnd } from '../http/send-file.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { fileFormats } from './file-formats.ts';

/**
 * All customers of a list as a file, as of one moment, in the order of the list. It is read from the database as
 * fast as the client takes it; one that goes away or takes nothing more ends it. That it was asked for is known before
 * the first row leaves.
 *
 * @param patienceMs see toItsEnd
 * @throws Refusal too_many_exports
 */
export const exportCustomers = async (
  tenant: Tenant,
  { format, columns = [...defaultExportColumns], headings, ...asked }: ExportQuery,
  patienceMs?: number,
): Promise<Answer> => {
  const giveBack = takePlace(tenant.id);
  try {
    const facts = await tenant.facts();
    const { type, line, file } = fileFormats[format]({ columns, headings, facts });
    const statement = await listedCustomers(tenant, asked, line);
    const [begun] = await tenant.execute(
      query
        .insertInto('org_customer_exports')
        .values({
          tenant_org_id: tenant.id,
          format,
          columns,
          filters: JSON.stringify(asked),
        })
        .returning('id'),
    );
    const batches = tenant.inBatches<{ line: string }>(statement);
    const told = endOf(tenant, begun!.id);
    let customers = 0;
    const end = async (how: End) => {
      await batches.return();
      giveBack();
      await told(how, customers);
    };
    // What the database refuses at once is a problem of its own, and not half a file.
    const first = await batches.next().catch(async (error) => {
      await told('failed', 0);
      throw error;
    });
    const lines = async function* () {
      for (let batch = first; !batch.done; batch = await batches.next()) {
        yield batch.value.map((row) => row.line);
        customers += batch.value.length;
      }
    };
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: facts.timeZone, dateStyle: 'short' });
    return {
      status: 200,
      stream: { of: toItsEnd(file(lines()), end, patienceMs), type },
      headers: {
        'content-disposition': `attachment; filename="customers_${day.format(new Date())}.${format}"`,
      },
    };
  } catch (error) {
    giveBack();
    throw error;
  }
};

const endOf = (tenant: Tenant, id: string) => async (state: End, customers: number) => {
  await tenant.execute(
    query
      .updateTable('org_customer_exports')
      .set({ state, customers, ended_at: sql<Date>`now()` })
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id)
      .where('state', '=', 'running'),
  );
};
