import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';
import type { SecureHeadersVariables } from 'hono/secure-headers';
import { getMimeType } from 'hono/utils/mime';

interface File {
  type: string;
  plain: Uint8Array<ArrayBuffer>;
  /** Made by the build, beside the file. */
  br: Uint8Array<ArrayBuffer> | undefined;
  gzip: Uint8Array<ArrayBuffer> | undefined;
}

/** The build as it is now, by address: a later build in the same folder does not mix into this one. */
const readBuild = (folder: string): Map<string, File> => {
  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    contents.set(
      `/${path.relative(folder, file).split(path.sep).join('/')}`,
      Uint8Array.from(readFileSync(file)),
    );
  }
  const files = new Map<string, File>();
  for (const [address, plain] of contents) {
    const type = getMimeType(address);
    if (!type) continue;
    files.set(address, {
      type,
      plain,
      br: contents.get(`${address}.br`),
      gzip: contents.get(`${address}.gz`),
    });
  }
  return files;
};

const forEver = 'public, max-age=31536000, immutable';
const pagePath = '/index.html';

/**
 * The built admin: assets, whose names change with their content, for ever; its one page for every other address.
 *
 * @throws when `folder` holds no build
 */
export const serveAdmin = (folder: string) => {
  const files = readBuild(folder);
  const pageFile = files.get(pagePath);
  if (!pageFile) throw new Error(`There is no build of the admin in ${folder}: run "node admin/build.ts".`);
  const page = new TextDecoder().decode(pageFile.plain);

  return new Hono<{ Variables: SecureHeadersVariables }>().get('/*', (c, next) => {
    const address = c.req.path;
    // What looks like a file and is none is not the page.
    if (path.posix.extname(address) === '' || address === pagePath) {
      return c.html(page.replace('{nonce}', c.get('secureHeadersNonce') ?? ''), 200, {
        'cache-control': 'no-cache',
      });
    }
    const file = files.get(address);
    if (!file) return next();
    const accepted = c.req.header('accept-encoding') ?? '';
    const encoding = (['br', 'gzip'] as const).find((one) => file[one] && accepted.includes(one));
    return c.body(encoding ? file[encoding]! : file.plain, 200, {
      'content-type': file.type,
      'cache-control': address.startsWith('/assets/') ? forEver : 'no-cache',
      vary: 'accept-encoding',
      ...(encoding && { 'content-encoding': encoding }),
    });
  });
};
