import { fieldCodeOf } from '@regulars/contract/field-code';
import { type FieldError, type Problem, type ProblemCode, problems } from '@regulars/contract/problem';
import type { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { sayIssue } from './say-issue.ts';
import { dataHeaders } from './security-headers.ts';

/** Where the page about a code is served. */
const problemPage = (code: ProblemCode) => `/docs/problems/${code}`;

/** A problem as application/problem+json (RFC 9457). */
export const problemResponse = (
  code: ProblemCode,
  requestId: string,
  more: Partial<Problem> = {},
  headers: Record<string, string> = {},
): Response => {
  const { status, title } = problems[code];
  const body: Problem = {
    type: problemPage(code),
    title,
    status,
    code,
    requestId,
    ...more,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...dataHeaders,
      'content-type': 'application/problem+json',
      'x-request-id': requestId,
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(status === 503 && { 'retry-after': '1' }),
      ...headers,
    },
  });
};

const escaped = (key: PropertyKey) => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * What a schema found wrong, as errors with a pointer each.
 *
 * @param where '' for a body (JSON pointer, RFC 6901), '?' for query parameters
 */
const fieldErrors = (error: z.ZodError, where: '' | '?', readOnly: readonly string[] = []): FieldError[] =>
  error.issues.flatMap((issue): FieldError[] => {
    const path = issue.path.map(escaped);
    const at = (keys: string[]) =>
      where === '?' ? `?${keys.join('.')}` : keys.map((key) => `/${key}`).join('');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const pointer = at([...path, escaped(key)]);
        return path.length === 0 && readOnly.includes(key)
          ? { pointer, code: 'read_only', detail: 'Only the server sets this field.' }
          : { pointer, code: 'unknown_field', detail: 'There is no such field here.' };
      });
    }
    return [
      {
        pointer: at(path),
        code: issue.input === undefined ? 'required' : fieldCodeOf(issue),
        detail: issue.message,
      },
    ];
  });

/** Reads `value` by `schema`. @throws Refusal invalid_request with every error */
export const read = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: '' | '?',
  readOnly?: readonly string[],
): z.output<Schema> => {
  const result = schema.safeParse(value, { reportInput: true, error: sayIssue });
  if (!result.success)
    throw new Refusal('invalid_request', { errors: fieldErrors(result.error, where, readOnly) });
  return result.data;
};
