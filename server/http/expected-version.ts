import { Refusal, refuseField } from '../refusal.ts';

const tag = '(?:W/)?"[^"]*"';
const tags = new RegExp(`^${tag}(?:\\s*,\\s*${tag})*$`);

/**
 * What `If-Match` asks for (RFC 9110 section 13.1.1): null where any version will do, else those that will.
 * A weak tag never matches: the comparison is strong.
 *
 * @throws Refusal invalid_request for what is no tag, such as a version without its quotes: told that somebody else
 * has changed the customer, its sender would read again and send the same for ever
 */
export const expectedVersion = (headers: Headers): number[] | null => {
  const value = headers.get('if-match')?.trim();
  if (!value || value === '*') return null;
  if (!tags.test(value)) {
    throw refuseField(
      'If-Match',
      'invalid_value',
      'The header takes an ETag as it was read, quotes included: "3".',
    );
  }
  return [...value.matchAll(/(?<!W\/)"(\d{1,9})"/g)].map(([, version]) => Number(version));
};

export const versionConflict = (version: number) =>
  new Refusal('version_conflict', { detail: `The customer is at version ${version} now.` });

/** @throws Refusal version_conflict */
export const expectVersion = (expected: readonly number[] | null, version: number): void => {
  if (expected !== null && !expected.includes(version)) throw versionConflict(version);
};
