import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type Manifest } from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const kilobyte = 1000;
let folder: string;
let manifest: Manifest;

beforeAll(async () => {
  // Vitest's own would bring the development build of React.
  vi.stubEnv('NODE_ENV', 'production');
  folder = mkdtempSync(join(tmpdir(), 'regulars-admin-'));
  await build({
    configFile: join(import.meta.dirname, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const modulesOf = (...entries: string[]): Set<string> => {
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const imported of manifest[name]!.imports ?? []) add(imported);
  };
  for (const entry of entries) add(entry);
  return found;
};

/** Brotli kB, each file by itself, as the server sends them. */
const weight = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(folder, file))).length, 0) /
  kilobyte;

test('the list page loads at most 250 kB of JavaScript, by brotli', () => {
  const scripts = [...modulesOf('index.html', 'shell/dashboard.tsx', 'customers/customers-page.tsx')].map(
    (name) => manifest[name]!.file,
  );
  expect(scripts.length).toBeGreaterThan(3);
  expect(weight(scripts)).toBeLessThan(250);
});

test('what only forms need, the list does not load', () => {
  const list = modulesOf('index.html', 'shell/dashboard.tsx', 'customers/customers-page.tsx');
  expect([...list]).not.toContain('customers/customer-page.tsx');
  expect([...list]).not.toContain('orders/orders-tab.tsx');
  expect([...list]).not.toContain('loyalty/loyalty-tab.tsx');
  expect([...list]).not.toContain('settings/settings-page.tsx');
  expect([...list]).not.toContain('setup/setup-page.tsx');
  expect([...list]).not.toContain('verification/verify-phone.tsx');
  expect(manifest['verification/verify-phone.tsx']?.isDynamicEntry).toBe(true);
  expect([...list]).not.toContain('addresses/address-fields.tsx');
  for (const rare of [
    'preview/preview.tsx',
    'selection/selection-bar.tsx',
    'selection/tag-dialog.tsx',
    'avatars/avatar-dialog.tsx',
    'exports/export-dialog.tsx',
    'imports/import-start-page.tsx',
    'imports/import-page.tsx',
  ]) {
    expect(manifest[rare]?.isDynamicEntry, rare).toBe(true);
    expect([...list]).not.toContain(rare);
  }
  const scripts = [...list].map((name) => readFileSync(join(folder, manifest[name]!.file), 'utf8'));
  // A word that zod carries in its error maps.
  expect(scripts.filter((script) => script.includes('unrecognized_keys'))).toEqual([]);
});

test('the map comes only when it is shown, and weighs at most 50 kB by brotli', () => {
  const page = modulesOf(
    'index.html',
    'shell/dashboard.tsx',
    'customers/customer-page.tsx',
    'addresses/addresses-tab.tsx',
    'addresses/address-dialog.tsx',
  );
  expect([...page]).not.toContain('addresses/place-map.tsx');
  expect(manifest['addresses/place-map.tsx']?.isDynamicEntry).toBe(true);
  expect([...modulesOf('settings/settings-page.tsx')]).not.toContain('addresses/place-map.tsx');
  const own = [...modulesOf('addresses/place-map.tsx')].filter((name) => !page.has(name));
  expect(weight(own.map((name) => manifest[name]!.file))).toBeLessThan(50);
});
