import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

/** The built admin: assets by their hash for ever, its one page for every other address of the site. */
export const serveAdmin = (folder: string) => {
  const root = path.relative(process.cwd(), folder) || '.';
  return new Hono()
    .use(
      '/assets/*',
      serveStatic({
        root,
        precompressed: true,
        onFound: (_, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
      }),
    )
    .use(
      '/*',
      serveStatic({
        root,
        index: '',
        precompressed: true,
        onFound: (_, c) => c.header('cache-control', 'no-cache'),
      }),
    )
    .get('/*', async (c, next) => {
      // An asset that is not there is not the page.
      if (path.extname(c.req.path) !== '') return next();
      c.header('cache-control', 'no-cache');
      return c.html(await readFile(path.join(folder, 'index.html'), 'utf8'));
    });
};
