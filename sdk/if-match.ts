import type { Customer } from './schema.ts';

/** The version that the change is meant for: a number, or the customer as read. Another one: `version_conflict`. */
export interface Conditional {
  ifMatch?: number | Pick<Customer, 'version'> | undefined;
}

export const ifMatch = ({ ifMatch: expected }: Conditional): Record<string, string> =>
  expected === undefined
    ? {}
    : { 'if-match': `"${typeof expected === 'number' ? expected : expected.version}"` };
