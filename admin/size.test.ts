import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const kilobyte = 1000;
let folder: string;
let page: string;
let chunks: Rolldown.OutputChunk[];

beforeAll(async () => {
  // Vitest's own would bring the development build of React.
  vi.stubEnv('NODE_ENV', 'production');
  folder = mkdtempSync(join(tmpdir(), 'regulars-admin-'));
  const built = await build({
    configFile: join(import.meta.dirname, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  chunks = (built as Rolldown.RolldownOutput).output.filter((file) => file.type === 'chunk');
  page = readFileSync(join(folder, 'index.html'), 'utf8');
}, 120_000);

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** What the browser loads before it runs these modules, and the first page in any case. */
const loadedFor = (...modules: string[]): Set<Rolldown.OutputChunk> => {
  const found = new Set<Rolldown.OutputChunk>();
  const add = (chunk: Rolldown.OutputChunk) => {
    if (found.has(chunk)) return;
    found.add(chunk);
    for (const imported of chunk.imports) add(chunks.find(({ fileName }) => fileName === imported)!);
  };
  for (const chunk of chunks) {
    if (page.includes(chunk.fileName) || modules.some((module) => has(chunk, module))) add(chunk);
  }
  return found;
};

const has = ({ moduleIds }: Rolldown.OutputChunk, module: string) =>
  moduleIds.includes(join(import.meta.dirname, module));

/** Brotli kB, each file by itself, as the server sends them. */
const weight = (loaded: Iterable<Rolldown.OutputChunk>) =>
  [...loaded].reduce((sum, { code }) => sum + brotliCompressSync(code).length, 0) / kilobyte;

test('the list page loads at most 250 kB of JavaScript, by brotli, in at most four files, and one of styles', () => {
  const list = loadedFor();
  expect([...list].some((chunk) => has(chunk, 'customers/customers-page.tsx'))).toBe(true);
  expect(weight(list)).toBeLessThan(250);
  expect(list.size).toBeLessThanOrEqual(4);
  expect(page.match(/rel="stylesheet"/g)).toHaveLength(1);
});

test('no file of the page needs another that needs it: whichever runs first would find nothing there', () => {
  const neededBy = (file: Rolldown.OutputChunk, found = new Set<string>()): Set<string> => {
    for (const fileName of file.imports) {
      if (found.has(fileName)) continue;
      found.add(fileName);
      neededBy(chunks.find((chunk) => chunk.fileName === fileName)!, found);
    }
    return found;
  };
  expect(chunks.filter((chunk) => neededBy(chunk).has(chunk.fileName))).toEqual([]);
});

test('what the page asks for early is asked before the libraries are read', () => {
  const asks = chunks.find((chunk) => has(chunk, 'connection/ask-early.ts'))!;
  expect(asks.imports).toEqual([]);
  expect(weight([asks])).toBeLessThan(3);
  expect(/type="module".*src="\/(.+)"/.exec(page)![1]).toBe(asks.fileName);
});

test('what only other pages and dialogs need, the list does not load', () => {
  const list = loadedFor();
  for (const rare of [
    'account/account-page.tsx',
    'addresses/address-fields.tsx',
    'addresses/place-map.tsx',
    'avatars/avatar-dialog.tsx',
    'customers/customer-page.tsx',
    'preview/preview.tsx',
    'selection/selection-bar.tsx',
    'selection/tag-dialog.tsx',
    'exports/export-dialog.tsx',
    'counter/counter-page.tsx',
    'palette/palette-dialog.tsx',
    'palette/shortcuts-dialog.tsx',
    'imports/import-page.tsx',
    'imports/import-start-page.tsx',
    'loyalty/loyalty-tab.tsx',
    'members/members-page.tsx',
    'orders/orders-tab.tsx',
    'recover/forgotten-page.tsx',
    'recover/recover-page.tsx',
    'settings/settings-page.tsx',
    'setup/setup-page.tsx',
    'tour/tour-card.tsx',
    'verification/verify-phone.tsx',
  ]) {
    const carriers = chunks.filter((chunk) => has(chunk, rare));
    expect(carriers, rare).not.toEqual([]);
    expect(
      carriers.filter((chunk) => list.has(chunk)),
      rare,
    ).toEqual([]);
  }
  // A word that zod carries in its error maps.
  expect([...list].filter(({ code }) => code.includes('unrecognized_keys'))).toEqual([]);
});

test('the counter page loads at most 250 kB of JavaScript', () => {
  expect(weight(loadedFor('counter/counter-page.tsx'))).toBeLessThan(250);
});

test('the map comes only when it is shown, and weighs at most 50 kB by brotli', () => {
  const page = loadedFor(
    'customers/customer-page.tsx',
    'addresses/addresses-tab.tsx',
    'addresses/address-dialog.tsx',
    'settings/settings-page.tsx',
  );
  expect([...page].filter((chunk) => has(chunk, 'addresses/place-map.tsx'))).toEqual([]);
  const map = [...loadedFor('addresses/place-map.tsx')].filter((chunk) => !page.has(chunk));
  expect(map.length).toBeGreaterThan(0);
  expect(weight(map)).toBeLessThan(50);
});
