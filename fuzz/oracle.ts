import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { document } from './document.ts';

/** Somebody else's reading of openapi.json: Ajv knows nothing of how the server checks what it is sent. */
const ajv = new Ajv2020({ strict: false, allErrors: false });
formats.default(ajv);
ajv.addSchema({ ...document, $id: 'openapi' });

const compiled = new Map<string, ValidateFunction>();
const validatorOf = (pointer: string): ValidateFunction => {
  const known = compiled.get(pointer);
  if (known) return known;
  const made = ajv.compile({ $ref: `openapi#${pointer}` });
  compiled.set(pointer, made);
  return made;
};

const at = (...steps: string[]) =>
  steps.map((step) => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

export interface Judged {
  path: string;
  method: string;
}

/** Is this a body that the operation says it takes? */
export const takesBody = ({ path, method }: Judged, body: unknown): boolean =>
  validatorOf(at('paths', path, method, 'requestBody', 'content', 'application/json', 'schema'))(body);

export interface Answer {
  status: number;
  type: string;
  text: string;
}

/** @returns what is wrong with an answer by what is documented of it, null where nothing is */
export const wrongWith = ({ path, method }: Judged, { status, type, text }: Answer): string | null => {
  const response = document.paths[path]?.[method]?.responses[status];
  if (!response) return `the status ${status} is not documented`;
  if (!response.content) return text === '' ? null : `a body that is not documented, with ${status}`;
  const media = type.split(';')[0]!;
  if (!response.content[media]) return `the type ${media} is not documented for ${status}`;
  if (!media.endsWith('json')) return null;
  const validate = validatorOf(
    at('paths', path, method, 'responses', String(status), 'content', media, 'schema'),
  );
  return validate(JSON.parse(text)) ? null : `the body of ${status}: ${ajv.errorsText(validate.errors)}`;
};
