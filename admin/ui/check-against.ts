import { fieldCodeOf } from '@regulars/contract/field-code';
import type { FieldErrors } from './field-errors.ts';

/** A shape of the contract. */
interface Schema {
  safeParse: (body: object) => {
    error?: { issues: ({ path: PropertyKey[] } & Parameters<typeof fieldCodeOf>[0])[] } | undefined;
  };
}

/** What the API would refuse by the contract alone, told before anything is sent. */
export const checkAgainst = (schema: Schema, body: object): FieldErrors => {
  const { error } = schema.safeParse(body);
  return Object.fromEntries((error?.issues ?? []).map((issue) => [issue.path.join('.'), fieldCodeOf(issue)]));
};
