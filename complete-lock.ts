import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * `npm run lock`, after each change of a dependency: names in package-lock.json every optional package of every
 * platform. npm leaves out those that it could not look up, and `npm ci` then refuses the file on other machines.
 */
interface Locked {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const file = path.join(import.meta.dirname, 'package-lock.json');
const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

/** What a package's name says of where it runs: `@biomejs/cli-linux-arm64-musl`, `lefthook-windows-x64`. */
const platformOf = (name: string) => {
  const words = name.replace('windows', 'win32').replaceAll('x86_64', 'x64').split(/[-_/]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : null;
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) };
};

/** The folders in which Node looks for what `place` needs: its own, then each one above. */
const foldersAbove = (place: string): string[] => {
  if (place === '') return [''];
  const above = place.lastIndexOf('/node_modules/');
  return [`${place}/`, ...foldersAbove(above === -1 ? '' : place.slice(0, above))];
};

/** @returns the names that were missing */
const completeLock = (lock: { packages: Record<string, Locked> }): string[] => {
  const added: string[] = [];
  for (const [place, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      if (foldersAbove(place).some((folder) => lock.packages[`${folder}node_modules/${name}`])) continue;
      lock.packages[`node_modules/${name}`] = {
        version: range.replace(/^[\^~>=\s]*/, ''),
        ...platformOf(name),
        ...(dev && { dev }),
        optional: true,
      };
      added.push(name);
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  return added;
};

const lock = JSON.parse(await readFile(file, 'utf8'));
const added = completeLock(lock);
if (added.length > 0 && process.argv.includes('--check')) {
  process.stderr.write(`package-lock.json lacks ${added.join(', ')}: run "npm run lock".\n`);
  process.exitCode = 1;
} else if (added.length > 0) {
  await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`Added ${added.join(', ')}\n`);
}
