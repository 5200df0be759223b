import { DatabaseSilent } from '@regulars/database/heartbeat';
import { DatabaseError } from 'pg';
import type { WriteRefusal } from './refused-writes.ts';

/** Did this constraint or unique index refuse? */
export const violates = (error: unknown, constraint: string): boolean =>
  error instanceof DatabaseError && error.constraint === constraint;

/** Did the statement wait in vain for what another transaction holds? */
export const isLockTimeout = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === '55P03';

// SQLSTATE classes and codes after which the same request may well succeed a moment later.
const passing = /^(08|53|57P|40|55P03|57014|25006|25P03|28)/;
const connectionErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]);
const driverMessages =
  /connection terminated|timeout exceeded when trying to connect|timeout expired|not queryable|connection timeout/i;

const refusals: Record<string, WriteRefusal> = {
  '53100': 'storage_full',
  // Of our own disk, where uploads lie.
  ENOSPC: 'storage_full',
  '25006': 'read_only',
};

/** Would any other write be refused as well, and reads be answered? */
export const refusalOfWrites = (error: unknown): WriteRefusal | null =>
  refusals[(error as { code?: string } | null)?.code ?? ''] ?? null;

/** Is the database away, overloaded or in the way of itself, rather than the statement wrong? */
export const isPassing = (error: unknown): boolean => {
  if (error instanceof DatabaseError) return passing.test(error.code ?? '');
  if (error instanceof DatabaseSilent) return true;
  if (!(error instanceof Error)) return false;
  return (
    connectionErrors.has((error as NodeJS.ErrnoException).code ?? '') || driverMessages.test(error.message)
  );
};
