import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { problems } from '@regulars/contract/problem';
import { Hono } from 'hono';
import { openapiDocument } from './openapi-document.ts';
import type { Operation } from './operation.ts';

const pages = path.join(import.meta.dirname, '../../docs/problems');

/** openapi.json, and a page for each problem's `type`. */
export const documentation = (operations: readonly Operation[]) => {
  const document = JSON.stringify(openapiDocument(operations), null, 2);
  return new Hono()
    .get('/openapi.json', (c) => c.body(`${document}\n`, 200, { 'content-type': 'application/json' }))
    .get('/docs/problems/:code', async (c, next) => {
      const code = c.req.param('code');
      if (!Object.hasOwn(problems, code)) return next();
      return c.text(await readFile(path.join(pages, `${code}.md`), 'utf8'));
    });
};
