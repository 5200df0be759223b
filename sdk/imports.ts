import { segment } from './address.ts';
import { type DownloadedFile, fileOf } from './downloaded-file.ts';
import { eventsOf } from './events.ts';
import { type Items, itemsOf } from './items.ts';
import type {
  CustomerImport,
  CustomerImportList,
  ImportChanges,
  ImportCommit,
  ImportListQuery,
  ImportRow,
  ImportRowList,
  ImportRowQuery,
} from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

export interface Imports {
  /** Sends a CSV or XLSX; the dry run begins at once. A `File` brings its name along. */
  create(file: Blob, options?: PostOptions & { fileName?: string | undefined }): Promise<CustomerImport>;
  /** The latest first: one page. */
  list(query?: ImportListQuery, options?: CallOptions): Promise<CustomerImportList>;
  /** All of them, page after page as the loop asks for them. */
  iterate(query?: ImportListQuery, options?: CallOptions): Items<CustomerImport>;
  get(id: string, options?: CallOptions): Promise<CustomerImport>;
  /** Says what the columns are; the dry run begins anew. */
  update(id: string, changes: ImportChanges, options?: CallOptions): Promise<CustomerImport>;
  /** What becomes, or became, of each row: one page. */
  rows(id: string, query?: ImportRowQuery, options?: CallOptions): Promise<ImportRowList>;
  /** All of them, page after page as the loop asks for them. */
  iterateRows(id: string, query?: ImportRowQuery, options?: CallOptions): Items<ImportRow>;
  /** The import as it is and whenever it has come further, until nothing is under way. */
  watch(id: string, options?: CallOptions): AsyncGenerator<CustomerImport, void, undefined>;
  /** Writes the rows to customers, in the background. */
  commit(id: string, body?: ImportCommit, options?: PostOptions): Promise<CustomerImport>;
  cancel(id: string, options?: PostOptions): Promise<CustomerImport>;
  /** Takes back what the import did, where nothing has touched it since; in the background. */
  rollBack(id: string, options?: PostOptions): Promise<CustomerImport>;
  /** The rows that could not go in, with reasons, as CSV. */
  rejected(id: string, options?: CallOptions): Promise<DownloadedFile>;
}

const root = '/api/v1/customers/imports';

export const importsOf = (send: Send): Imports => {
  const list: Imports['list'] = (query = {}, options = {}) =>
    send<'listImports'>({ method: 'GET', path: root, query }, options);
  const rows: Imports['rows'] = async (id, query = {}, options = {}) =>
    send<'listImportRows'>({ method: 'GET', path: `${root}/${segment(id)}/rows`, query }, options);
  return {
    create: (file, { fileName, ...options } = {}) => {
      const body = new FormData();
      body.set('file', file, fileName ?? (file as Partial<File>).name ?? 'file');
      return send<'createImport'>({ method: 'POST', path: root, body }, options);
    },
    list,
    iterate: (query = {}, options = {}) => itemsOf((place) => list({ ...query, ...place }, options), query),
    get: async (id, options = {}) =>
      send<'getImport'>({ method: 'GET', path: `${root}/${segment(id)}` }, options),
    update: async (id, changes, options = {}) =>
      send<'updateImport'>({ method: 'PATCH', path: `${root}/${segment(id)}`, body: changes }, options),
    rows,
    iterateRows: (id, query = {}, options = {}) =>
      itemsOf((place) => rows(id, { ...query, ...place }, options), query),
    async *watch(id, options = {}) {
      const headers = { accept: 'text/event-stream, application/problem+json' };
      const path = `${root}/${segment(id)}/events`;
      const response = await send.open({ method: 'GET', path, headers }, options);
      for await (const { data } of eventsOf<CustomerImport>(response, options.signal)) if (data) yield data;
    },
    commit: async (id, body = {}, options = {}) =>
      send<'commitImport'>({ method: 'POST', path: `${root}/${segment(id)}/commit`, body }, options),
    cancel: async (id, options = {}) =>
      send<'cancelImport'>({ method: 'POST', path: `${root}/${segment(id)}/cancel` }, options),
    rollBack: async (id, options = {}) =>
      send<'rollBackImport'>({ method: 'POST', path: `${root}/${segment(id)}/rollback` }, options),
    rejected: async (id, options = {}) =>
      fileOf(
        await send.open(
          { method: 'GET', path: `${root}/${segment(id)}/rejected`, headers: { accept: '*/*' } },
          options,
        ),
      ),
  };
};
