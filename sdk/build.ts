import { execFileSync } from 'node:child_process';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import own from './package.json' with { type: 'json' };

// Inside the workspace the TypeScript is used as it is. Node strips no types in node_modules, so the package
// for npm is its own folder, dist, with compiled files and a manifest for them: `npm publish ./dist`.
const dist = new URL('dist/', import.meta.url);
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const project = new URL('tsconfig.build.json', import.meta.url);

await rm(dist, { recursive: true, force: true });
execFileSync(process.execPath, [compiler, '-p', fileURLToPath(project)], { stdio: 'inherit' });

const { name, version, type, license, description } = own;
const manifest = {
  name,
  version,
  type,
  license,
  description,
  keywords: ['regulars', 'customers', 'crm', 'loyalty', 'api-client'],
  // AbortSignal.any is there since.
  engines: { node: '>=20.3' },
  sideEffects: false,
  exports: { '.': { types: './index.d.ts', default: './index.js' }, './package.json': './package.json' },
  // For tools that read no exports.
  main: './index.js',
  types: './index.d.ts',
};
await writeFile(new URL('package.json', dist), `${JSON.stringify(manifest, null, 2)}\n`);
await copyFile(new URL('README.md', import.meta.url), new URL('README.md', dist));
await copyFile(new URL('../LICENSE', import.meta.url), new URL('LICENSE', dist));
