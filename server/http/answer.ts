import type { Page } from '@regulars/contract/paging';

/** JSON that is text already, as PostgreSQL wrote it: handed through, never parsed on the way. */
export type JsonText = string & { readonly __json: true };

/** The JSON of an object, some fields of which are JSON text already. What is undefined is left out. */
export const jsonText = (texts: Record<string, string>, fields: object = {}): JsonText => {
  const others = Object.entries(fields).filter(([, value]) => value !== undefined);
  const all = [...Object.entries(texts), ...others.map(([name, value]) => [name, JSON.stringify(value)])];
  return `{${all.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}` as JsonText;
};

/** The same object with more fields, which are JSON text. */
export const withFields = (object: JsonText, texts: Record<string, string>): JsonText =>
  `${object.slice(0, -1)},${jsonText(texts).slice(1)}` as JsonText;

/** The JSON of a list whose items are JSON text. */
export const listText = (items: readonly string[], page: Page): JsonText =>
  jsonText({ data: `[${items.join(',')}]` }, { page });

/** What an operation answers: a status, a JSON body (an object or text that is JSON already), headers. */
export interface Answer {
  status: number;
  body?: object | JsonText;
  /** Instead of a body: what is sent as it comes, and of what type. Nobody waits for its end, and none of it is kept. */
  stream?: { of: ReadableStream<Uint8Array>; type: string };
  headers?: Record<string, string | string[]>;
  /** The body that a repeated request gets, where the first holds a secret that is not kept. */
  remembered?: object;
  /** It holds a secret that a repeated request gets as well: kept in a form that only this server can read. */
  sealed?: true;
}

export const ok = (body: object | JsonText, headers?: Answer['headers']): Answer => ({
  status: 200,
  body,
  ...(headers && { headers }),
});

/** What was read of a customer, and which version of it. */
export const okVersion = (version: number, body: object | JsonText): Answer =>
  ok(body, { etag: etag(version) });

/** All there are: a list that is short enough to have no pages. */
export const okWhole = (data: readonly object[]): Answer =>
  ok({ data, page: { nextCursor: null, total: data.length, totalIsExact: true } });

/** RFC 9110 entity tag of a version: strong, because the body is made from that version alone. */
export const etag = (version: number) => `"${version}"`;
