/** `baseUrl` as an absolute address without a slash at its end; in a browser it may be relative to the page's host. */
export const baseAddress = (baseUrl: string): string => {
  const page = (globalThis as { location?: { href?: string } }).location?.href;
  const { protocol, origin, pathname } = new URL(baseUrl || '/', page);
  if (!/^https?:$/.test(protocol)) throw new TypeError(`baseUrl must be an http(s) address, not ${protocol}`);
  return origin + pathname.replace(/\/+$/, '');
};

/** One part of a path. Nothing and dots would lead to another address, `DELETE /customers/` say, so they are refused. */
export const segment = (id: string): string => {
  if (/^\.{0,2}$/.test(id)) throw new TypeError(`not an id: "${id}"`);
  return encodeURIComponent(id);
};

export type Query = Record<string, string | number | boolean | undefined>;

/** `?a=1&b=2`, or nothing. */
export const search = (query: Query): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return parameters.size === 0 ? '' : `?${parameters}`;
};
