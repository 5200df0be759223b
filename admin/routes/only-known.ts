/**
 * What a page understands of its address, and nothing else: the router hands a page whatever else stands there as well,
 * such as the mark of the mail in which a link came, unless that is said to be undefined.
 */
export const onlyKnown =
  <Known extends object>(understand: (address: Record<string, unknown>) => Known) =>
  (address: Record<string, unknown>): Known => ({
    ...Object.fromEntries(Object.keys(address).map((name) => [name, undefined])),
    ...understand(address),
  });
