import { createReadStream } from 'node:fs';
import { query } from '@regulars/database/query';
import type { JsonText } from '../http/answer.ts';
import type { Upload } from '../http/read-upload.ts';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { readImport } from './import-json.ts';
import { UnreadableFile } from './read-rows.ts';
import { type Recognised, recogniseFile, startBytes, storable } from './recognise-file.ts';

/**
 * Keeps a file and what it was recognised as; the dry run begins as soon as the transaction is over.
 *
 * @throws Refusal file_unreadable
 */
export const createImport = async (
  tx: TenantTransaction,
  upload: Upload,
): Promise<{ id: string; body: JsonText }> => {
  const recognised = await explained(recogniseFile(upload, await tx.facts()));
  const [made] = await tx.execute(
    query
      .insertInto('org_imports')
      .values({
        tenant_org_id: tx.id,
        file_name: storable(upload.name),
        bytes: upload.bytes,
        ...readingColumns(recognised),
      })
      .returning('id'),
  );
  const { id } = made!;
  let number = 0;
  for await (const bytes of createReadStream(upload.path, { highWaterMark: startBytes })) {
    await tx.execute(
      query.insertInto('org_import_chunks').values({ tenant_org_id: tx.id, import_id: id, number, bytes }),
    );
    number += 1;
  }
  return { id, body: await readImport(tx, id) };
};

/** @throws Refusal file_unreadable */
export const explained = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UnreadableFile) throw new Refusal('file_unreadable', { detail: error.message });
    throw error;
  }
};

/** What a file is taken for, as columns of org_imports. */
export const readingColumns = ({ reading, heading, columns }: Recognised) => ({
  format: reading.format,
  encoding: reading.format === 'csv' ? reading.encoding : null,
  delimiter: reading.format === 'csv' ? reading.delimiter : null,
  has_heading: heading,
  columns: JSON.stringify(columns),
});
