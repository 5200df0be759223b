import type { access, OperationId } from '@regulars/contract/access';
import type { ProblemCode } from '@regulars/contract/problem';
import type { z } from 'zod';
import type { Actor } from '../tenancy/actor.ts';
import type { Tenant, TenantTransaction } from '../tenancy/in-tenant.ts';
import type { Answer } from './answer.ts';
import type { Upload } from './read-upload.ts';
import type { Tag } from './tags.ts';

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What every operation is given, whoever calls it. */
export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  params: Output<Params>;
  query: Output<Query>;
  body: Output<Body>;
  /** The file of an operation that takes one; it is gone when the operation is over. */
  upload: Upload | null;
  headers: Headers;
  requestId: string;
  /** Where the request comes from, as far as configured proxies tell. */
  ip: string;
}

interface Documented<Params, Query, Body> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** OpenAPI form: `/api/v1/customers/{id}`. */
  path: `/api/v1/${string}`;
  tag: Tag;
  summary: string;
  description?: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** Instead of a body: takes one file, by the form field `file`. */
  upload?: { schema: z.ZodType; largest: number };
  /** Fields of the thing that the server alone sets, so that sending one is called by its name. */
  readOnlyFields?: readonly string[];
  /**
   * How many of one tenant's may be in the database at once. Creations queue for the tenant's next number there:
   * more of them cost CPU and connections, and none comes out sooner.
   * What waits for one customer, or writes much at once, leaves connections to the others like this.
   */
  atOnce?: number;
  /** Its reader may keep the answer, and asks by `If-None-Match` whether it is still so. */
  cached?: true;
  /** `If-Match` is honoured. */
  conditional?: boolean;
  success: {
    status: 200 | 201 | 204;
    description: string;
    schema?: z.ZodType;
    /** What is streamed, by its media type. */
    streams?: Record<string, z.ZodType>;
    headers?: readonly ('ETag' | 'Location' | 'Content-Disposition')[];
  };
  /** Beyond those that any operation can answer. */
  problems?: readonly ProblemCode[];
}

/** Is it about the customer of its path? Then an id that was merged away leads to whoever is there instead. */
export const namesCustomer = ({ path }: { path: string }) => path.startsWith('/api/v1/customers/{id}');

type OpenId = { [Id in OperationId]: (typeof access)[Id] extends 'open' ? Id : never }[OperationId];
type SignedInId = { [Id in OperationId]: (typeof access)[Id] extends 'signed-in' ? Id : never }[OperationId];
type TenantId = Exclude<OperationId, OpenId | SignedInId>;

/** Reads: each statement sees its own snapshot. By POST where what is asked about has no place in an address. */
interface Reading<Params, Query, Body> extends Documented<Params, Query, Body> {
  id: TenantId;
  method: 'get' | 'post';
  work: 'read';
  handle(call: Call<Params, Query, Body> & { actor: Actor; tenant: Tenant }): Promise<Answer>;
}

/** Writes in one statement, which is its own transaction. */
interface WritingOnce<Params, Query, Body> extends Documented<Params, Query, Body> {
  id: TenantId;
  work: 'write-once';
  handle(call: Call<Params, Query, Body> & { actor: Actor; tenant: Tenant }): Promise<Answer>;
}

/** Writes in several statements, all or nothing. */
interface Writing<Params, Query, Body> extends Documented<Params, Query, Body> {
  id: TenantId;
  work: 'write';
  handle(call: Call<Params, Query, Body> & { actor: Actor; tenant: TenantTransaction }): Promise<Answer>;
}

/** Something outside is asked in between, so no transaction spans it: `tenant.together` opens each, short. */
interface WritingInSteps<Params, Query, Body> extends Documented<Params, Query, Body> {
  id: TenantId;
  work: 'write-in-steps';
  handle(call: Call<Params, Query, Body> & { actor: Actor; tenant: Tenant }): Promise<Answer>;
}

/** About who is signed in, not about a tenant's data. */
interface SignedIn<Params, Query, Body> extends Documented<Params, Query, Body> {
  id: SignedInId;
  work: 'session';
  handle(call: Call<Params, Query, Body> & { actor: Actor }): Promise<Answer>;
}

interface Open<Params, Query, Body> extends Documented<Params, Query, Body> {
  id: OpenId;
  work: 'open';
  handle(call: Call<Params, Query, Body>): Promise<Answer>;
}

export type OperationOf<Params, Query, Body> =
  | Reading<Params, Query, Body>
  | WritingOnce<Params, Query, Body>
  | Writing<Params, Query, Body>
  | WritingInSteps<Params, Query, Body>
  | SignedIn<Params, Query, Body>
  | Open<Params, Query, Body>;

// biome-ignore lint/suspicious/noExplicitAny: the schemas differ from operation to operation
export type Operation = OperationOf<any, any, any>;

/**
 * Does repeating it need an Idempotency-Key? What only reads is done anew, and nothing of it is kept; nor is anything
 * of how somebody signs in.
 */
export const takesIdempotencyKey = ({ method, work }: Operation): boolean =>
  method === 'post' && work !== 'read' && work !== 'session';

/** One operation of the API: its place, its shapes, its story. Checks the types of `handle` against its schemas. */
export const operation = <
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  definition: OperationOf<Params, Query, Body>,
): Operation => definition;
