import { importOutcomes, importResults, rollbackResults } from '@regulars/contract/import';
import type { CustomerImport } from '@regulars/sdk';
import type { TFunction } from 'i18next';
import type { RowFilter } from './import-queries.ts';

type Shown =
  | { of: 'outcome'; is: (typeof importOutcomes)[number]; count: number }
  | { of: 'result'; is: (typeof importResults)[number]; count: number }
  | { of: 'rollback'; is: (typeof rollbackResults)[number]; count: number };

/** What the rows of an import can be narrowed to: by the dry run, by what was done, by what was taken back. */
export const shownRows = ({ counts, results, rollback }: CustomerImport): Shown[] => {
  if (rollback) return rollbackResults.map((is) => ({ of: 'rollback', is, count: rollback[is] }));
  if (results) return importResults.map((is) => ({ of: 'result', is, count: results[is] }));
  return importOutcomes.map((is) => ({ of: 'outcome', is, count: counts[is] }));
};

export const shownWord = (t: TFunction, shown: Shown): string =>
  shown.of === 'outcome'
    ? t(`import.outcome.${shown.is}`)
    : shown.of === 'result'
      ? t(`import.result.${shown.is}`)
      : t(`import.rollback.${shown.is}`);

/** What the address asks for; all of them where that is nothing of this import. */
export const filterOf = (held: CustomerImport, show: string | undefined): RowFilter => {
  const found = shownRows(held).find(({ is }) => is === show);
  return found ? { [found.of]: found.is } : {};
};
