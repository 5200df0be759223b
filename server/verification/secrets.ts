import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** What a code is bound to: it is right for nothing else. */
export interface Challenge {
  id: string;
  tenantId: string;
  phone: string;
  purpose: string;
}

/** Makes codes and tokens, and keeps only what cannot be turned back into them. */
export interface Secrets {
  newCode(length: number): string;
  hashCode(challenge: Challenge, code: string): Buffer;
  isCode(challenge: Challenge, code: string, hash: Buffer): boolean;
}

/**
 * @param keys the first signs; the others still count, so that a key can be replaced while codes are on their way
 */
export const codeSecrets = (keys: readonly string[]): Secrets => {
  const [current, ...former] = keys.map((key) => createHash('sha256').update(`codes ${key}`).digest());
  if (!current || keys.includes('')) throw new Error('Codes need a key that is not empty.');
  const hashWith = (key: Buffer, { id, tenantId, phone, purpose }: Challenge, code: string) =>
    createHmac('sha256', key).update([tenantId, phone, purpose, id, code].join('\0')).digest();
  return {
    newCode: (length) => String(randomInt(10 ** length)).padStart(length, '0'),
    hashCode: (challenge, code) => hashWith(current, challenge, code),
    isCode: (challenge, code, hash) =>
      // Every key is tried whatever the result: time tells nothing.
      [current, ...former]
        .map((key) => timingSafeEqual(hashWith(key, challenge, code), hash))
        .some((equal) => equal),
  };
};

/** 256 random bits: nobody guesses them, so a plain hash keeps them. */
export const newToken = () => {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
};
export const hashToken = (token: string) => createHash('sha256').update(token).digest();

/** `+96890123456` as `+968901****56`. */
export const maskPhone = (phone: string) =>
  `${phone.slice(0, 7)}${'*'.repeat(Math.max(4, phone.length - 9))}${phone.slice(-2)}`;
