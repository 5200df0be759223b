const wellFormed = /^[\w-]{8,64}$/;
const ids = new WeakMap<Request, string>();

/** The caller's `X-Request-Id` where it is one, else a new one; the same for every question about a request. */
export const requestIdOf = (request: Request): string => {
  let id = ids.get(request);
  if (id === undefined) {
    const sent = request.headers.get('x-request-id') ?? '';
    id = wellFormed.test(sent) ? sent : crypto.randomUUID();
    ids.set(request, id);
  }
  return id;
};
