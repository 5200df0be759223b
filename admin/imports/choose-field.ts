import { nameFields } from '@regulars/contract/customer';
import type { ImportField } from '@regulars/sdk';

/** For each column what it is; null is left out. */
export type Mapping = (ImportField | null)[];

/** The mapping after one column was said to be something; a field is one column, so another that was it loses it. */
export const chooseField = (mapping: Mapping, column: number, field: ImportField | null): Mapping =>
  mapping.map((other, at) => (at === column ? field : other === field ? null : other));

/** Is there anything in the file to be had? A type alone is nothing. */
export const saysSomething = (mapping: Mapping) =>
  mapping.some((field) => field !== null && field !== 'type');

/** What a customer needs to be more than a guest, and no column is. */
export const missingFields = (mapping: Mapping): ('name' | 'phone')[] => {
  const hasName = nameFields.some((field) => mapping.includes(field));
  return [...(hasName ? [] : ['name' as const]), ...(mapping.includes('phone') ? [] : ['phone' as const])];
};
