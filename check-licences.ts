import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Refuses a dependency whose licence asks more of whoever passes the product on than to name its authors. Reads
 * package-lock.json, so that it needs no network and looks at every platform.
 */
interface Locked {
  version?: string;
  license?: string;
  optional?: boolean;
  link?: boolean;
}

const allowed = new Set([
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'Unlicense',
  'CC0-1.0',
]);

/** Tools of which nothing is in what we pass on. */
const toolsOnly = new Map([
  ['@axe-core/playwright', 'MPL-2.0'],
  ['argparse', 'Python-2.0'],
  ['axe-core', 'MPL-2.0'],
  ['graceful-fs', 'BlueOak-1.0.0'],
  ['lightningcss', 'MPL-2.0'],
]);

const isAllowed = (expression: string) =>
  expression
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((one) => one.split(' AND ').every((licence) => allowed.has(licence)));

/** @returns a line for each package that may not be used */
export const unfitLicences = (packages: Record<string, Locked>): string[] =>
  Object.entries(packages).flatMap(([place, { version, license, optional, link }]) => {
    const name = place.split('node_modules/').at(-1)!;
    // Our own, and builds of a package for other platforms, which npm has not looked up: the package itself is here.
    if (!place.includes('node_modules/') || link || (license === undefined && optional)) return [];
    const tool = [...toolsOnly].find(([start]) => name === start || name.startsWith(`${start}-`));
    if (license !== undefined && (isAllowed(license) || tool?.[1] === license)) return [];
    return [`${name} ${version}: ${license ?? 'no licence'}`];
  });

if (import.meta.main) {
  const lock = JSON.parse(await readFile(path.join(import.meta.dirname, 'package-lock.json'), 'utf8'));
  const unfit = unfitLicences(lock.packages);
  if (unfit.length > 0) {
    process.stderr.write(`${unfit.join('\n')}\nUse another package, or see check-licences.ts.\n`);
    process.exitCode = 1;
  }
}
