import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { problems } from '@regulars/contract/problem';
import { Hono } from 'hono';
import { openapiDocument } from './openapi-document.ts';
import type { Operation } from './operation.ts';

const pages = path.join(import.meta.dirname, '../../docs');

// Swagger UI is served from here: no visitor of the docs is told to another company.
const assets = {
  'swagger-ui-bundle.js': 'text/javascript',
  'swagger-ui.css': 'text/css',
} as const;

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Regulars API</title>
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css">
  </head>
  <body>
    <main id="reference"></main>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/reference.js"></script>
  </body>
</html>
`;
const script = `SwaggerUIBundle({ url: '/openapi.json', domNode: document.getElementById('reference'),
  deepLinking: true, docExpansion: 'list', defaultModelsExpandDepth: 0, displayOperationId: true });
`;

/**
 * `/openapi.json`, `/docs` to read it, `/docs/api` to begin with, and a page for each problem's `type`. Nothing else
 * under `/docs` is there: a program that follows an address shall not get the admin's page for it.
 */
export const documentation = (operations: readonly Operation[]) => {
  const document = `${JSON.stringify(openapiDocument(operations), null, 2)}\n`;
  return new Hono()
    .get('/openapi.json', (c) => c.body(document, 200, { 'content-type': 'application/json' }))
    .get('/docs', (c) => c.html(page))
    .get('/docs/reference.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript' }))
    .get('/docs/assets/:file', async (c, next) => {
      const file = c.req.param('file');
      if (!Object.hasOwn(assets, file)) return next();
      const place = fileURLToPath(import.meta.resolve(`swagger-ui-dist/${file}`));
      return c.body(await readFile(place), 200, {
        'content-type': assets[file as keyof typeof assets],
        'cache-control': 'public, max-age=86400',
      });
    })
    .get('/docs/problems/:code', async (c, next) => {
      const code = c.req.param('code');
      if (!Object.hasOwn(problems, code)) return next();
      return c.text(await readFile(path.join(pages, 'problems', `${code}.md`), 'utf8'));
    })
    .get('/docs/api', async (c) => c.text(await readFile(path.join(pages, 'api.md'), 'utf8')))
    .get('/docs/', (c) => c.redirect('/docs'))
    .get('/docs/*', (c) => c.notFound());
};
