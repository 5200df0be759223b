import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Refuses a dependency whose licence asks more of whoever passes the product on than to name its authors, that npm
 * would not hold against its checksum or not fetch from the registry, or that would run a script of its own when it is
 * installed without package.json saying whether it may. Reads package-lock.json, so that it needs no network and looks
 * at every platform.
 */
interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
  license?: string;
  optional?: boolean;
  link?: boolean;
}

const allowed = new Set([
  'MIT',
  'MIT-0',
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

const registry = 'https://registry.npmjs.org/';

/**
 * @param scripts the packages of which package.json says whether their scripts may run
 * @returns a line for each thing that is wrong with a package
 */
export const unfitPackages = (packages: Record<string, Locked>, scripts: readonly string[]): string[] =>
  Object.entries(packages).flatMap(([place, locked]) => {
    const { version, resolved = registry, integrity, hasInstallScript, license, optional, link } = locked;
    const name = place.split('node_modules/').at(-1)!;
    if (!place.includes('node_modules/') || link) return [];
    const faults: string[] = [];
    // Builds of a package for other platforms, which npm has not looked up: the package itself is here.
    const isLookedUp = !optional || license !== undefined;
    const tool = [...toolsOnly].find(([start]) => name === start || name.startsWith(`${start}-`));
    if (isLookedUp && !(license && (isAllowed(license) || tool?.[1] === license))) {
      faults.push(license ?? 'no licence');
    }
    if (isLookedUp && !integrity?.startsWith('sha512-')) faults.push('no SHA-512 of it');
    if (!resolved.startsWith(registry)) faults.push(`from ${resolved}`);
    if (hasInstallScript && !scripts.includes(name)) faults.push('a script at its installation');
    return faults.map((fault) => `${name} ${version}: ${fault}`);
  });

if (import.meta.main) {
  const readJson = async (file: string) =>
    JSON.parse(await readFile(path.join(import.meta.dirname, file), 'utf8'));
  const { packages } = await readJson('package-lock.json');
  const { allowScripts } = await readJson('package.json');
  const unfit = unfitPackages(packages, Object.keys(allowScripts));
  if (unfit.length > 0) {
    process.stderr.write(`${unfit.join('\n')}\nUse another package, or see check-dependencies.ts.\n`);
    process.exitCode = 1;
  }
}
