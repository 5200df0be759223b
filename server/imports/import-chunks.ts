import { query } from '@regulars/database/query';
import type { Tenant } from '../tenancy/in-tenant.ts';

/**
 * The file of an import, piece by piece.
 *
 * @param told how many bytes have been read
 */
export async function* importChunks(
  tenant: Tenant,
  id: string,
  told: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for (let number = 0; ; number += 1) {
    const [chunk] = await tenant.execute(
      query
        .selectFrom('org_import_chunks')
        .select('bytes')
        .where('tenant_org_id', '=', tenant.id)
        .where('import_id', '=', id)
        .where('number', '=', number),
    );
    if (!chunk) return;
    yield chunk.bytes;
    bytes += chunk.bytes.length;
    told(bytes);
  }
}
