import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { peopleAndTenants } from '../server/testing/people-and-tenants.ts';
import { openBenchDatabase } from './open-bench-database.ts';
import { fillForSearch } from './search-fill.ts';

export const rowsOfSmall = 200;

/**
 * A database with one tenant of `rows` customers and a thousandth as many small ones.
 *
 * @param keep a folder in which the filled database stays for the next run; null: it is filled anew, and removed
 * @param origin where the server will be reached
 */
export const openLargeTenant = async (
  { rows, keep, origin }: { rows: number; keep: string | null; origin: string },
  say: (line: string) => void,
) => {
  await using opening = new AsyncDisposableStack();
  const bench = opening.use(await openBenchDatabase(keep));
  const { folder, database, owner } = bench;

  const people = peopleAndTenants(database, origin);
  const file = path.join(folder, 'tenants.json');
  if (!existsSync(file)) {
    const small = Math.max(10, rows / 1000);
    say(`Filling a tenant of ${rows} customers and ${small} of ${rowsOfSmall} …`);
    const { id } = await people.createTenant();
    const others = await fillForSearch(owner, id, { rows, small, rowsOfSmall }, say);
    await writeFile(file, JSON.stringify({ large: id, small: others }));
  }
  const tenants: { large: string; small: string[] } = JSON.parse(await readFile(file, 'utf8'));
  await owner.query('checkpoint');
  const stack = opening.move();
  return {
    ...bench,
    people,
    tenants,
    /** What was changed since makes the filled database useless for the next run. */
    spoilt: () => rm(file, { force: true }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
};
