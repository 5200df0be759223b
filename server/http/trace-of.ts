/** Where a request belongs in the traces of whoever sent it: https://www.w3.org/TR/trace-context/ */
export interface Trace {
  /** 32 hexadecimal digits, the same in every service on the way. */
  traceId: string;
  /** 16 of them, of this request here. */
  spanId: string;
}

const traceparent = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(-|$)/;
const traces = new WeakMap<Request, Trace>();

const digits = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');

/** The trace of the caller's `traceparent` where there is one, else a new one; the same for every question. */
export const traceOf = (request: Request): Trace => {
  let trace = traces.get(request);
  if (trace === undefined) {
    const [, sent] = traceparent.exec(request.headers.get('traceparent') ?? '') ?? [];
    trace = { traceId: sent ?? digits(16), spanId: digits(8) };
    traces.set(request, trace);
  }
  return trace;
};

/** Where a tracer has begun it already. */
export const setTrace = (request: Request, { traceId, spanId }: Trace) => {
  traces.set(request, { traceId, spanId });
};
