import type { FieldCode } from '@regulars/sdk';
import type { FieldErrors } from './field-errors.ts';

const codeOf: Partial<Record<string, FieldCode>> = {
  invalid_type: 'invalid_type',
  too_small: 'too_short',
  too_big: 'too_long',
};

/** A shape of the contract. */
interface Schema {
  safeParse: (body: object) => { error?: { issues: { path: PropertyKey[]; code: string }[] } | undefined };
}

/** What the API would refuse by the contract alone, told before anything is sent. */
export const checkAgainst = (schema: Schema, body: object): FieldErrors => {
  const { error } = schema.safeParse(body);
  return Object.fromEntries(
    (error?.issues ?? []).map(({ path, code }) => [path.join('.'), codeOf[code] ?? 'invalid_value']),
  );
};
