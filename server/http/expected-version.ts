/**
 * What `If-Match` asks for (RFC 9110 section 13.1.1): null where any version will do, else those that will.
 * A weak tag never matches: the comparison is strong.
 */
export const expectedVersion = (headers: Headers): number[] | null => {
  const value = headers.get('if-match')?.trim();
  if (!value || value === '*') return null;
  return value
    .split(',')
    .map((tag) => /^"(\d{1,9})"$/.exec(tag.trim())?.[1])
    .flatMap((version) => (version === undefined ? [] : [Number(version)]));
};
