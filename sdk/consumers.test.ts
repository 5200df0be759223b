import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import openapiTypes, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, problem, sara, scriptedServer } from './test/scripted-server.ts';

const run = promisify(execFile);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let consumer: string;
let installed: string;

// As `npm install @regulars/sdk` would leave it, without a registry: built, packed, unpacked.
beforeAll(async () => {
  consumer = await mkdtemp(join(tmpdir(), 'regulars-sdk-'));
  installed = join(consumer, 'node_modules', '@regulars', 'sdk');
  await mkdir(installed, { recursive: true });
  await run(process.execPath, [here('build.ts')]);
  await run('npm', ['pack', here('dist'), '--pack-destination', consumer], {
    cwd: consumer,
    env: { ...process.env, npm_config_update_notifier: 'false' },
  });
  const tarball = (await readdir(consumer)).find((name) => name.endsWith('.tgz'))!;
  await run('tar', ['-xzf', join(consumer, tarball), '-C', installed, '--strip-components=1']);
  await writeFile(join(consumer, 'package.json'), '{ "type": "module" }');
  for (const file of ['plain.mjs', 'typed.ts']) {
    await copyFile(here(`test/consumers/${file}`), join(consumer, file));
  }
  const document = JSON.parse(await readFile(here('../openapi.json'), 'utf8'));
  await writeFile(join(consumer, 'generated.ts'), astToString(await openapiTypes(document)));
  for (const [file, page] of Object.entries({ 'readme.ts': 'README.md', 'guide.ts': '../docs/api.md' })) {
    const examples = (await readFile(here(page), 'utf8')).matchAll(/^```ts\n(.*?)^```$/gms);
    await writeFile(join(consumer, file), [...examples].map(([, code]) => code).join('\n'));
  }
}, 120_000);

afterAll(() => rm(consumer, { recursive: true, force: true }));

describe('the package', () => {
  test('needs no other package and runs nothing when it is installed', async () => {
    const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
    const { version } = JSON.parse(await readFile(here('package.json'), 'utf8'));

    expect(manifest).toMatchObject({ name: '@regulars/sdk', version, type: 'module', license: 'Apache-2.0' });
    for (const forbidden of [
      'dependencies',
      'peerDependencies',
      'optionalDependencies',
      'bundledDependencies',
      'scripts',
      'private',
    ]) {
      expect(manifest).not.toHaveProperty(forbidden);
    }
  });

  test('is told apart from its sources, which nobody could run: packing those is refused', async () => {
    await expect(run('npm', ['pack', '--dry-run'], { cwd: here('.') })).rejects.toThrow(
      'npm pack ./sdk/dist',
    );
  });

  test('promises bundlers that what is not imported may go, and tells tools of every age where it begins', async () => {
    const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
    const { types, default: entry } = manifest.exports['.'];
    expect([manifest.sideEffects, manifest.types, manifest.main]).toEqual([false, types, entry]);
    for (const file of [types, entry]) await readFile(join(installed, file));
  });

  test('imports nothing but its own files, not even of Node, so that it runs in a browser', async () => {
    const files = (await readdir(installed)).filter((name) => /\.(js|d\.ts)$/.test(name));
    expect(files).toEqual(expect.arrayContaining(['index.js', 'index.d.ts']));
    for (const file of files) {
      const text = await readFile(join(installed, file), 'utf8');
      const imports = [...text.matchAll(/(?:from|import\()\s*["']([^"']+)["']/g)].map(([, name]) => name);
      expect(imports.filter((name) => !name?.startsWith('./'))).toEqual([]);
    }
  });

  test('holds what is compiled, its types, README and licence, and nothing else', async () => {
    const others = (await readdir(installed)).filter((name) => !/^[a-z-]+(\.gen)?\.(js|d\.ts)$/.test(name));
    expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  });
});

test('a plain ESM program creates, tells a taken phone, walks a list and notices a dead server', async () => {
  const page = { nextCursor: null, total: 1, totalIsExact: true };
  await using server = await scriptedServer(
    answer(sara, 201),
    problem(409, 'phone_taken', { customerId: sara.id }),
    answer({ data: [sara], page }),
  );

  const { stdout } = await run(process.execPath, ['plain.mjs', server.url], { cwd: consumer });

  expect(JSON.parse(stdout)).toEqual({
    created: 'CUST-00001',
    takenBy: sara.id,
    numbers: ['CUST-00001'],
    unreachable: true,
  });
  expect(server.received[0]?.headers.authorization).toBe('Bearer a-key');
});

// The ways to resolve, each with the globals of its usual home, and the types of the package checked too.
const homes = {
  node16: { module: 'node16', moduleResolution: 'node16', lib: ['ES2022'], types: ['node'] },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext', lib: ['ES2022'], types: ['node'] },
  bundler: { module: 'esnext', moduleResolution: 'bundler', lib: ['ES2022', 'DOM'], types: [] },
};
const { resolve } = createRequire(import.meta.url);
const compilers = {
  'TypeScript 5.9': resolve('typescript/bin/tsc'),
  'TypeScript 7': resolve('typescript-native/package.json').replace('package.json', 'bin/tsc'),
};

describe.each(Object.entries(compilers))('%s', (_, compiler) => {
  test.each(Object.entries(homes))(
    'a strict program, the examples of README and guide, and what a generator makes of openapi.json compile, mistakes do not, resolving as %s',
    async (name, home) => {
      // README and guide read the key from the environment of Node.
      const files =
        name === 'nodenext' ? ['typed.ts', 'readme.ts', 'guide.ts', 'generated.ts'] : ['typed.ts'];
      const project = join(consumer, `tsconfig.${name}.json`);
      const compilerOptions = {
        ...home,
        target: 'ES2022',
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: false,
        noEmit: true,
        typeRoots: [here('../node_modules/@types')],
      };
      await writeFile(project, JSON.stringify({ compilerOptions, files }));

      const complaints = await run(process.execPath, [compiler, '-p', project], { cwd: consumer }).then(
        () => '',
        ({ stdout, stderr }) => stdout + stderr,
      );
      expect(complaints).toBe('');
    },
    60_000,
  );
});
