import { type Access, access } from '@regulars/contract/access';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CustomerMerged, Refusal } from '../refusal.ts';
import type { Actor } from '../tenancy/actor.ts';
import type { Tenancy } from '../tenancy/in-tenant.ts';
import { isPassing, refusalOfWrites } from '../tenancy/postgres-problems.ts';
import type { RefusedWrites } from '../tenancy/refused-writes.ts';
import type { Answer } from './answer.ts';
import { once, onceInSteps, type Repeatable, repeatable } from './idempotency.ts';
import { namesCustomer, type Operation, takesIdempotencyKey } from './operation.ts';
import { problemResponse, read } from './problem-response.ts';
import type { RateLimits, Spending } from './rate-limits.ts';
import { readBody } from './read-body.ts';
import { readUpload, type Upload } from './read-upload.ts';
import { requestIdOf } from './request-id.ts';
import { dataHeaders } from './security-headers.ts';
import { traceOf } from './trace-of.ts';
import { untilStopped } from './until-stopped.ts';
import { whilePermitted } from './while-permitted.ts';

/** How an operation is served: the parameters of its path, and whose request it is. */
export type Serve = (request: Request, params: Record<string, string>, ip: string) => Promise<Response>;

/** @throws Refusal unauthenticated, no_tenant, foreign_origin */
export type Authenticate = (method: string, headers: Headers) => Promise<Actor>;

interface Services {
  tenancy: Tenancy;
  authenticate: Authenticate;
  refuseForeignOrigin: (method: string, headers: Headers) => void;
  rateLimits: RateLimits;
  /** The server is about to end. */
  stopping: AbortSignal;
  /** Of this server, for what is kept under an Idempotency-Key. */
  answerSecret: Buffer;
  refusedWrites: RefusedWrites;
  log: Logger;
}

/** After so long it is asked anew who somebody is. */
const sureForMs = 1000;

/** The way of every request through an operation: who, may they, is it valid, do it, answer. */
export const serveOperation = (operation: Operation, services: Services): Serve => {
  const {
    tenancy,
    authenticate,
    refuseForeignOrigin,
    rateLimits,
    stopping,
    answerSecret,
    refusedWrites,
    log,
  } = services;
  const allowed: Access | undefined = access[operation.id];
  if (!allowed) throw new Error(`contract/access.ts does not say who may call ${operation.id}.`);
  const queue = perTenantQueue(operation.atOnce);

  const authorize = async (request: Request, spent: Spending | null): Promise<Actor | null> => {
    if (allowed === 'open') {
      refuseForeignOrigin(request.method, request.headers);
      return null;
    }
    const actor = await authenticate(request.method, request.headers);
    spent?.by(actor);
    if (allowed !== 'signed-in' && !allowed.includes(actor.role as never)) throw new Refusal('forbidden');
    return actor;
  };

  const readCall = async (
    request: Request,
    url: URL,
    params: Record<string, string>,
    requestId: string,
    ip: string,
  ) => {
    const readParams = operation.params?.safeParse(params);
    // An id that cannot be one names nothing.
    if (readParams?.success === false) throw new Refusal('not_found');
    const query = readQuery(operation, url);
    const body = operation.body ? await readBody(request) : null;
    const upload = operation.upload ? await readUpload(request, operation.upload.largest) : null;
    return {
      // Of a file its digest: each retry puts other boundaries around it.
      text: body?.text ?? upload?.digest ?? '',
      upload,
      call: {
        params: readParams?.data,
        query,
        body: body && read(operation.body, body.json, '', operation.readOnlyFields),
        upload,
        headers: request.headers,
        requestId,
        ip,
      },
    };
  };

  const work = async (
    actor: Actor | null,
    call: Awaited<ReturnType<typeof readCall>>['call'],
    key: Repeatable | null,
    location: string | null,
  ) => {
    if (operation.work === 'open') return operation.handle(call);
    // Nobody else is let in to the others.
    const mine = { ...call, actor: actor! };
    if (operation.work === 'session') return operation.handle(mine);
    const { tenantId } = mine.actor;
    const tenant = tenancy.asTenant(mine.actor, call.requestId);
    const located = async (answer: Promise<Answer>) => at(location, await answer);
    switch (operation.work) {
      case 'read':
        return located(operation.handle({ ...mine, tenant }));
      case 'write-in-steps': {
        const handle = () => located(operation.handle({ ...mine, tenant }));
        return key ? onceInSteps(tenant, key, handle) : handle();
      }
      default: {
        const { work, handle } = operation;
        if (work === 'write-once' && !key) return queue(tenantId, () => located(handle({ ...mine, tenant })));
        return queue(tenantId, () =>
          tenancy.inTenant(mine.actor, call.requestId, (tx) => {
            const write = () => located(handle({ ...mine, tenant: tx }));
            return key ? once(tx, key, write) : write();
          }),
        );
      }
    }
  };

  /** The same for whoever the customer of the path was merged into; whoever was not costs nothing. */
  const workForSurvivor = async (
    actor: Actor | null,
    call: Awaited<ReturnType<typeof readCall>>['call'],
    key: Repeatable | null,
    url: URL,
  ): Promise<Answer> => {
    let survivor: string | null = null;
    for (;;) {
      const params: { id: string } = survivor === null ? call.params : { ...call.params, id: survivor };
      const location = survivor && pathOf(operation, params) + url.search;
      try {
        return await work(actor, { ...call, params }, key, location);
      } catch (error) {
        if (!(error instanceof CustomerMerged) || !namesCustomer(operation)) throw error;
        survivor = error.into;
      }
    }
  };

  const refused = async (
    error: unknown,
    actor: Actor | null,
    requestId: string,
    limits: Record<string, string>,
  ): Promise<Response> => {
    if (error instanceof Refusal) {
      const { complete, headers, ...more } = error.more;
      const completed = complete && actor ? await complete(tenancy.asTenant(actor, requestId)) : {};
      return problemResponse(error.code, requestId, { ...more, ...completed }, { ...limits, ...headers });
    }
    const refusal = refusalOfWrites(error);
    if (refusal || isPassing(error)) {
      if (refusal) refusedWrites.note(refusal);
      log.warn({ err: error, requestId }, 'the database cannot answer');
      const code = refusal === 'storage_full' ? 'storage_full' : 'unavailable';
      return problemResponse(code, requestId, {}, limits);
    }
    throw error;
  };

  return async (request, params, ip) => {
    const requestId = requestIdOf(request);
    let actor: Actor | null = null;
    let upload: Upload | null = null;
    let spent: Spending | null = null;
    try {
      spent = rateLimits.from(ip);
      actor = await authorize(request, spent);
      const url = new URL(request.url);
      const begun = performance.now();
      const { call, text, ...read } = await readCall(request, url, params, requestId, ip);
      upload = read.upload;
      // Whoever takes their time over a body may have been removed, lowered or signed out before its end.
      if (performance.now() - begun > sureForMs) actor = await authorize(request, null);
      const key =
        takesIdempotencyKey(operation) && actor
          ? repeatable(answerSecret, request.headers, request.method, url.pathname + url.search, text)
          : null;
      const answer = await workForSurvivor(actor, call, key, url);
      const opened = actor;
      const mayStill = async () => {
        const now = await authorize(request, null);
        return now?.id === opened?.id && now?.tenantId === opened?.tenantId;
      };
      const watched = watchable(answer, stopping, () => mayStill().catch(() => false));
      const response = respond(watched, requestId, spent.headers());
      // Whoever asks for the head alone takes nothing of what is streamed.
      if (request.method === 'HEAD') await response.body?.cancel();
      return response;
    } catch (error) {
      try {
        return await refused(error, actor, requestId, spent?.headers() ?? {});
      } catch (unexpected) {
        log.error({ err: unexpected, requestId, ...traceOf(request), operation: operation.id }, 'unexpected');
        return problemResponse('internal', requestId);
      }
    } finally {
      await upload?.drop();
    }
  };
};

const pathOf = ({ path }: Operation, params: Record<string, string>) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name]!);

/** The answer with where it is from, when that is not where it was asked for. */
const at = (location: string | null, answer: Answer): Answer =>
  location === null
    ? answer
    : { ...answer, headers: { ...answer.headers, 'content-location': answer.headers?.location ?? location } };

/** Of an operation that takes no query: a parameter that does nothing is told, as an unknown field is. */
const none = z.strictObject({});

const readQuery = (operation: Operation, url: URL) => {
  const values: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (Object.hasOwn(values, name)) {
      throw new Refusal('invalid_request', {
        errors: [{ pointer: `?${name}`, code: 'invalid_value', detail: 'This parameter is there twice.' }],
      });
    }
    Object.defineProperty(values, name, { value, enumerable: true });
  }
  return read(operation.query ?? none, values, '?');
};

const perTenantQueue = (atOnce: number | undefined) => {
  if (atOnce === undefined) return <T>(_: string, work: () => Promise<T>) => work();
  const queues = new Map<string, ReturnType<typeof pLimit>>();
  return async <T>(tenantId: string, work: () => Promise<T>): Promise<T> => {
    const queue = queues.get(tenantId) ?? pLimit(atOnce);
    queues.set(tenantId, queue);
    try {
      return await queue(work);
    } finally {
      if (queue.activeCount + queue.pendingCount === 0) queues.delete(tenantId);
    }
  };
};

/** Events go on for as long as the server does, and for as long as whoever asked for them may have them. */
const watchable = (answer: Answer, stopping: AbortSignal, mayStill: () => Promise<boolean>): Answer =>
  answer.stream?.type === 'text/event-stream'
    ? {
        ...answer,
        stream: {
          ...answer.stream,
          of: untilStopped(whilePermitted(answer.stream.of, mayStill), stopping),
        },
      }
    : answer;

const respond = (
  { status, body, stream, headers = {} }: Answer,
  requestId: string,
  limits: Record<string, string>,
): Response => {
  const { 'set-cookie': cookies = [], ...others } = headers;
  // A plain object goes to the socket as it is; Headers are checked, sorted and copied on the way.
  const sent = stream?.of ?? (typeof body === 'object' ? JSON.stringify(body) : (body ?? null));
  const response = new Response(sent, {
    status,
    headers: {
      ...dataHeaders,
      'x-request-id': requestId,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(stream && { 'content-type': stream.type }),
      ...limits,
      ...(others as Record<string, string>),
    },
  });
  for (const cookie of [cookies].flat()) response.headers.append('set-cookie', cookie);
  return response;
};
