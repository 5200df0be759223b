import type { ImportRowError } from '@regulars/contract/import';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { Answer } from '../http/answer.ts';
import { takePlace, toItsEnd } from '../http/send-file.ts';
import { textStream } from '../http/text-stream.ts';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { csvCell } from './plain-cell.ts';
import type { Column } from './recognise-file.ts';

/**
 * The rows that could not go in, with the line and the reasons in front, in a CSV that can be imported once it is
 * mended: those two columns are left out then.
 *
 * @param patienceMs see toItsEnd
 * @throws Refusal not_found, too_many_exports
 */
export const downloadRejectedRows = async (
  tenant: Tenant,
  id: string,
  patienceMs?: number,
): Promise<Answer> => {
  const [imported] = await tenant.execute(
    query
      .selectFrom('org_imports')
      .select(['columns', 'file_name', 'committed_at'])
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id),
  );
  if (!imported) throw new Refusal('not_found');
  const columns = imported.columns as unknown as Column[];
  const headings = columns.map(({ heading, field }, index) => heading ?? field ?? `Column ${index + 1}`);
  const giveBack = takePlace(tenant.id);
  const batches = tenant.inBatches(
    sql<{ line: number; cells: string[]; errors: ImportRowError[] | null }>`
      select line, cells, errors from org_import_rows
      where tenant_org_id = ${tenant.id} and import_id = ${id}
        and ${imported.committed_at === null ? sql`outcome = 'invalid'` : sql`result = 'rejected'`}
      order by line`,
  );
  const lines = async function* () {
    yield `\ufeff${['Line', 'Reason', ...headings].map(csvCell).join(',')}\r\n`;
    for await (const rows of batches) {
      yield rows
        .map(({ line, cells, errors }) => {
          const reasons = (errors ?? []).map(
            ({ column, detail }) => (column === null ? '' : `${headings[column]}: `) + detail,
          );
          return `${[String(line), csvCell(reasons.join(' ')), ...columns.map((_, at) => cells[at] && csvCell(cells[at]))].join(',')}\r\n`;
        })
        .join('');
    }
  };
  const end = async () => {
    await batches.return();
    giveBack();
  };
  const day = new Date().toISOString().slice(0, 10);
  return {
    status: 200,
    stream: { of: toItsEnd(textStream(lines()), end, patienceMs), type: 'text/csv; charset=utf-8' },
    headers: { 'content-disposition': `attachment; filename="rejected_${day}.csv"` },
  };
};
