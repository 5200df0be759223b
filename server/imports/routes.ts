import {
  customerImport,
  customerImportList,
  importChanges,
  importCommit,
  importListQuery,
  importRowList,
  importRowQuery,
  importUpload,
  largestImport,
} from '@regulars/contract/import';
import { z } from 'zod';
import { ok } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { cancelImport } from './cancel-import.ts';
import { commitImport } from './commit-import.ts';
import { createImport } from './create-import.ts';
import { downloadRejectedRows } from './download-rejected-rows.ts';
import { readImport } from './import-json.ts';
import { listImportRows } from './list-import-rows.ts';
import { listImports } from './list-imports.ts';
import { rollBackImport } from './roll-back-import.ts';
import { updateImport } from './update-import.ts';
import { watchImport } from './watch-import.ts';

const tag = 'Imports';
const root = '/api/v1/customers/imports';
const params = z.strictObject({ importId: z.uuid() });
const one = (description: string) => ({ status: 200, description, schema: customerImport }) as const;
const file = z.string().meta({ override: { type: 'string', format: 'binary' } });

export const importRoutes: Operation[] = [
  operation({
    id: 'createImport',
    method: 'post',
    path: root,
    tag,
    summary: 'Bring a file of customers',
    description:
      'CSV or XLSX. Delimiter, encoding and heading are recognised, columns proposed by heading and values, in English and Arabic. A dry run begins at once; nothing is written to customers before `commitImport`.',
    upload: { schema: importUpload, largest: largestImport },
    success: {
      status: 201,
      description: 'The import, being checked',
      schema: customerImport,
      headers: ['Location'],
    },
    problems: ['file_unreadable'],
    work: 'write',
    handle: async ({ tenant, upload }) => {
      const { id, body } = await createImport(tenant, upload!);
      return { status: 201, body, headers: { location: `${root}/${id}` } };
    },
  }),

  operation({
    id: 'listImports',
    method: 'get',
    path: root,
    tag,
    summary: 'List imports, the latest first',
    query: importListQuery,
    success: { status: 200, description: 'A page of imports', schema: customerImportList },
    problems: ['invalid_cursor'],
    work: 'read',
    handle: async ({ tenant, query }) => ok(await listImports(tenant, query)),
  }),

  operation({
    id: 'getImport',
    method: 'get',
    path: `${root}/{importId}`,
    tag,
    summary: 'Read one import: how far it is, and what came of it',
    params,
    success: one('The import'),
    problems: ['not_found'],
    work: 'read',
    handle: async ({ tenant, params }) => ok(await readImport(tenant, params.importId)),
  }),

  operation({
    id: 'updateImport',
    method: 'patch',
    path: `${root}/{importId}`,
    tag,
    summary: 'Say what the columns are',
    description: 'Before it is committed. The dry run begins anew.',
    params,
    body: importChanges,
    success: one('The import, being checked'),
    problems: ['not_found', 'import_not_ready', 'file_unreadable'],
    work: 'write',
    handle: async ({ tenant, params, body }) => ok(await updateImport(tenant, params.importId, body)),
  }),

  operation({
    id: 'listImportRows',
    method: 'get',
    path: `${root}/{importId}/rows`,
    tag,
    summary: 'List what becomes, or became, of each row',
    params,
    query: importRowQuery,
    success: { status: 200, description: 'A page of rows, in the order of the file', schema: importRowList },
    problems: ['not_found', 'invalid_cursor'],
    work: 'read',
    handle: async ({ tenant, params, query }) => ok(await listImportRows(tenant, params.importId, query)),
  }),

  operation({
    id: 'watchImport',
    method: 'get',
    path: `${root}/{importId}/events`,
    tag,
    summary: 'Follow an import',
    description:
      'Server-sent events: the import as in `getImport`, at once and whenever it has come further. Ends when nothing is under way any more, and with the session, the membership or the role that it was opened with.',
    params,
    success: {
      status: 200,
      description: 'Events whose data is an import',
      streams: { 'text/event-stream': z.string() },
    },
    problems: ['not_found'],
    work: 'read',
    handle: ({ tenant, params }) => watchImport(tenant, params.importId),
  }),

  operation({
    id: 'commitImport',
    method: 'post',
    path: `${root}/{importId}/commit`,
    tag,
    summary: 'Write the rows of an import to customers',
    description:
      'In the background. Each row is looked at again when its turn comes; one that cannot go in is rejected and keeps no other out, unless all or nothing was asked for.',
    params,
    body: importCommit,
    success: one('The import, under way'),
    problems: ['not_found', 'import_not_ready', 'import_busy', 'row_refused'],
    work: 'write',
    handle: async ({ tenant, params, body }) => ok(await commitImport(tenant, params.importId, body)),
  }),

  operation({
    id: 'cancelImport',
    method: 'post',
    path: `${root}/{importId}/cancel`,
    tag,
    summary: 'Stop an import',
    description:
      'After the rows that are being written. Those stay and can be rolled back. One that is over stays as it is.',
    params,
    success: one('The import'),
    problems: ['not_found', 'import_not_ready'],
    work: 'write',
    handle: async ({ tenant, params }) => ok(await cancelImport(tenant, params.importId)),
  }),

  operation({
    id: 'rollBackImport',
    method: 'post',
    path: `${root}/{importId}/rollback`,
    tag,
    summary: 'Take back what an import did',
    description:
      'In the background. Customers whom it added are deactivated, those whom it changed get back what they had, unless something has touched them since; the rows say what was left and why.',
    params,
    success: one('The import, being rolled back'),
    problems: ['not_found', 'import_not_ready', 'import_busy'],
    work: 'write',
    handle: async ({ tenant, params }) => ok(await rollBackImport(tenant, params.importId)),
  }),

  operation({
    id: 'downloadRejectedRows',
    method: 'get',
    path: `${root}/{importId}/rejected`,
    tag,
    summary: 'Read the rows that could not go in, with reasons',
    description:
      'CSV: line, reason, and the row as it was. Mended, it can be imported again. Before the commit: what the dry run found invalid.',
    params,
    success: {
      status: 200,
      description: 'The file',
      streams: { 'text/csv': file },
      headers: ['Content-Disposition'],
    },
    problems: ['not_found', 'too_many_exports'],
    work: 'read',
    handle: ({ tenant, params }) => downloadRejectedRows(tenant, params.importId),
  }),
];
