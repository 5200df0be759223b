import { type DownloadedFile, fileOf } from './downloaded-file.ts';
import type { CustomerExportList, ExportListQuery, ExportQuery } from './schema.ts';
import type { CallOptions, Send } from './transport.ts';

export interface Exports {
  /** Customers as a file, as it comes: `for await` over `body`, or pipe it. All of the list, however many there are. */
  download(query?: ExportQuery, options?: CallOptions): Promise<DownloadedFile>;
  /** Who exported what, the latest first: one page. */
  list(query?: ExportListQuery, options?: CallOptions): Promise<CustomerExportList>;
}

export const exportsOf = (send: Send): Exports => ({
  download: async (query = {}, options = {}) =>
    fileOf(
      await send.open(
        { method: 'GET', path: '/api/v1/customers/export', query, headers: { accept: '*/*' } },
        options,
      ),
    ),
  list: (query = {}, options = {}) =>
    send<'listExports'>({ method: 'GET', path: '/api/v1/customers/exports', query }, options),
});
