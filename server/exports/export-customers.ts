import { defaultExportColumns, type ExportQuery } from '@regulars/contract/export';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { listedCustomers } from '../customers/listed-customers.ts';
import type { Answer } from '../http/answer.ts';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { fileFormats } from './file-formats.ts';

/** Each holds a connection for as long as it goes on. Of one business so few that others have a place. */
const most = { ofAll: 3, ofTenant: 2 };
const underWay: string[] = [];

/** @returns gives it back @throws Refusal too_many_exports */
const takePlace = (tenantId: string) => {
  const ofTenant = underWay.filter((id) => id === tenantId).length;
  if (underWay.length >= most.ofAll || ofTenant >= most.ofTenant)
    throw new Refusal('too_many_exports', { headers: { 'retry-after': '10' } });
  underWay.push(tenantId);
  return () => void underWay.splice(underWay.indexOf(tenantId), 1);
};

/**
 * All customers of a list as a file, as of one moment, in the order of the list. It is read from the database as
 * fast as the client takes it; one that goes away or takes nothing more ends it. That it was asked for is known before
 * the first row leaves.
 *
 * @param patienceMs who has not taken by then what was sent is sent nothing more; shorter than that of the database
 * @throws Refusal too_many_exports
 */
export const exportCustomers = async (
  tenant: Tenant,
  { format, columns = [...defaultExportColumns], headings, ...asked }: ExportQuery,
  patienceMs = 45_000,
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
    let ended: Promise<void> | null = null;
    const end = (how: End) => {
      ended ??= batches.return().then(() => {
        giveBack();
        return told(how, customers);
      });
      return ended;
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
      stream: { of: telling(file(lines()), end, patienceMs), type },
      headers: {
        'content-disposition': `attachment; filename="customers_${day.format(new Date())}.${format}"`,
      },
    };
  } catch (error) {
    giveBack();
    throw error;
  }
};

type End = 'complete' | 'broken_off' | 'failed';

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

/** The same stream, whose end is told: that it was read, that nobody reads it any more, that it broke. */
const telling = (
  stream: ReadableStream<Uint8Array>,
  end: (how: End) => Promise<void>,
  patienceMs: number,
) => {
  const reader = stream.getReader();
  let slow: NodeJS.Timeout | undefined;
  const breakOff = () => Promise.allSettled([reader.cancel(), end('broken_off')]);
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        clearTimeout(slow);
        try {
          const { done, value } = await reader.read();
          if (!done) {
            controller.enqueue(value);
            slow = setTimeout(() => {
              controller.error(new Error('Nobody has read on.'));
              void breakOff();
            }, patienceMs).unref();
            return;
          }
          await end('complete');
          controller.close();
        } catch (error) {
          await end('failed');
          throw error;
        }
      },
      cancel: async () => {
        clearTimeout(slow);
        await breakOff();
      },
    },
    { highWaterMark: 0 },
  );
};
