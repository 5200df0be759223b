import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { securityHeaders } from './security-headers.ts';
import { serveAdmin } from './serve-admin.ts';

let folder: string;
let admin: ReturnType<typeof serveAdmin>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'regulars-admin-'));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(
    path.join(folder, 'index.html'),
    '<!doctype html><meta nonce="{nonce}"><title>Regulars</title>',
  );
  await writeFile(path.join(folder, 'assets/main-1.js'), 'start()');
  await writeFile(path.join(folder, 'assets/main-1.js.br'), brotliCompressSync('start()'));
  admin = serveAdmin(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(['/', '/dashboard/customers', '/dashboard/customers/0192?x=1', '/sign-in'])(
  'the address %s is the one page, asked for anew each time',
  async (address) => {
    const page = await admin.request(address);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(await page.text()).toContain('<title>Regulars</title>');
  },
);

test('each page has a nonce of its own, which its security policy names and nothing else does', async () => {
  const site = new Hono().use(securityHeaders(null, null)).route('/', admin);
  const seen = new Set<string>();
  for (const address of ['/', '/dashboard/customers', '/index.html']) {
    const page = await site.request(address);
    const [, nonce] = /nonce="([^"]*)"/.exec(await page.text())!;
    expect(nonce).toMatch(/^[\w+/]{22}==$/);
    expect(page.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}';`);
    seen.add(nonce!);
  }
  expect(seen.size).toBe(3);
});

test('an asset is kept for ever, compressed for who takes it and plain for who does not', async () => {
  const compressed = await admin.request('/assets/main-1.js', { headers: { 'accept-encoding': 'gzip, br' } });
  expect(compressed.headers.get('content-encoding')).toBe('br');
  expect(compressed.headers.get('cache-control')).toContain('immutable');
  expect(brotliDecompressSync(await compressed.arrayBuffer()).toString()).toBe('start()');
  const plain = await admin.request('/assets/main-1.js');
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toBe('start()');
});

test.each(['/assets/gone.js', '/assets/main-1.js.br', '/..%2f..%2fetc/passwd.txt'])(
  'the address %s answers nothing',
  async (address) => {
    expect((await admin.request(address)).status).toBe(404);
  },
);

test('a folder without a build stops the start', () => {
  expect(() => serveAdmin(path.join(folder, 'assets'))).toThrow('no build of the admin');
});
