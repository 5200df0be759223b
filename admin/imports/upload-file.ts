import { createRegulars } from '@regulars/sdk';

interface Options {
  idempotencyKey: string;
  signal: AbortSignal;
  /** @param share of the file, 0 to 1 */
  onSent: (share: number) => void;
}

const headersOf = (lines: string) =>
  new Headers(
    lines
      .trim()
      .split('\r\n')
      .flatMap((line) => {
        const at = line.indexOf(':');
        return at > 0 ? [[line.slice(0, at), line.slice(at + 1).trim()] as [string, string]] : [];
      }),
  );

/** As `fetch`, which does not tell how much of a body has left. */
const fetchTelling =
  (onSent: Options['onSent']) =>
  (url: string, { method, headers, body, signal }: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method ?? 'GET', url);
      new Headers(headers).forEach((value, name) => {
        request.setRequestHeader(name, value);
      });
      request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
      request.onload = () =>
        resolve(
          new Response(request.responseText || null, {
            status: request.status,
            headers: headersOf(request.getAllResponseHeaders()),
          }),
        );
      request.onerror = () => reject(new TypeError('The request was not answered'));
      request.onabort = () => reject(signal?.reason);
      signal?.addEventListener('abort', () => request.abort(), { once: true });
      request.send(body as XMLHttpRequestBodyInit);
    });

/** Brings a file to the server, however long it takes. */
export const uploadFile = (file: File, { idempotencyKey, signal, onSent }: Options) =>
  createRegulars({ baseUrl: window.location.origin, fetch: fetchTelling(onSent) }).imports.create(file, {
    idempotencyKey,
    signal,
    timeoutMs: Number.POSITIVE_INFINITY,
  });
