import { type DownloadedFile, fileOf } from './downloaded-file.ts';
import { type Items, itemsOf } from './items.ts';
import type { CustomerExport, CustomerExportList, ExportListQuery, ExportQuery } from './schema.ts';
import type { CallOptions, Send } from './transport.ts';

export interface Exports {
  /** Customers as a file, as it comes: `for await` over `body`, or pipe it. All of the list, however many there are. */
  download(query?: ExportQuery, options?: CallOptions): Promise<DownloadedFile>;
  /** Who exported what, the latest first: one page. */
  list(query?: ExportListQuery, options?: CallOptions): Promise<CustomerExportList>;
  /** All of them, page after page as the loop asks for them. */
  iterate(query?: ExportListQuery, options?: CallOptions): Items<CustomerExport>;
}

export const exportsOf = (send: Send): Exports => {
  const list: Exports['list'] = (query = {}, options = {}) =>
    send<'listExports'>({ method: 'GET', path: '/api/v1/customers/exports', query }, options);
  return {
    download: async (query = {}, options = {}) =>
      fileOf(
        await send.open(
          { method: 'GET', path: '/api/v1/customers/export', query, headers: { accept: '*/*' } },
          options,
        ),
      ),
    list,
    iterate: (query = {}, options = {}) => itemsOf((place) => list({ ...query, ...place }, options), query),
  };
};
