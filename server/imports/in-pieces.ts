import { sql } from 'kysely';
import { DatabaseError } from 'pg';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';

/** What the database refused in one row. */
export interface RefusedLine {
  line: number;
  constraint: string;
}

/**
 * Does work on lines of an import at once. Where a constraint refuses, all of it is undone and each half tried for
 * itself, down to the lines that are refused alone: one bad row does not keep the others out.
 */
export const inPieces = async (
  tx: TenantTransaction,
  lines: readonly number[],
  work: (lines: readonly number[]) => Promise<void>,
): Promise<RefusedLine[]> => {
  if (lines.length === 0) return [];
  await tx.execute(sql`savepoint piece`);
  try {
    await work(lines);
    await tx.execute(sql`release savepoint piece`);
    return [];
  } catch (error) {
    const isRefused = error instanceof DatabaseError && error.code?.startsWith('23');
    if (!isRefused) throw error;
    await tx.execute(sql`rollback to savepoint piece`);
    await tx.execute(sql`release savepoint piece`);
    if (lines.length === 1) return [{ line: lines[0]!, constraint: error.constraint ?? '' }];
    const half = Math.ceil(lines.length / 2);
    return [
      ...(await inPieces(tx, lines.slice(0, half), work)),
      ...(await inPieces(tx, lines.slice(half), work)),
    ];
  }
};
