import { customerExportList, exportColumn, exportListQuery, exportQuery } from '@regulars/contract/export';
import { anyJson } from '@regulars/contract/text';
import { z } from 'zod';
import { ok } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { exportCustomers } from './export-customers.ts';
import { listExports } from './list-exports.ts';

const tag = 'Exports';
const file = z.string().meta({ override: { type: 'string', format: 'binary' } });

export const exportRoutes: Operation[] = [
  operation({
    id: 'exportCustomers',
    method: 'get',
    path: '/api/v1/customers/export',
    tag,
    summary: 'Take customers out as a file',
    description:
      "All customers of the list, in its order, as of one moment; sent as they are read. CSV is UTF-8 with a byte order mark, RFC 4180. Text that a spreadsheet would run as a formula, or that would be taken for such text, has a `'` in front, which an import takes away again (docs/decisions/0024). An import takes the file as it is. Every export is kept in their history.",
    query: exportQuery,
    success: {
      status: 200,
      description: 'The file',
      streams: {
        'text/csv': file,
        'application/json': z.array(z.partialRecord(exportColumn, anyJson)),
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': file,
      },
      headers: ['Content-Disposition'],
    },
    problems: ['too_many_exports'],
    work: 'read',
    handle: ({ tenant, query }) => exportCustomers(tenant, query),
  }),

  operation({
    id: 'listExports',
    method: 'get',
    path: '/api/v1/customers/exports',
    tag,
    summary: 'Read who exported what, the latest first',
    query: exportListQuery,
    success: { status: 200, description: 'A page of exports', schema: customerExportList },
    problems: ['invalid_cursor'],
    work: 'read',
    handle: async ({ tenant, query }) => ok(await listExports(tenant, query)),
  }),
];
