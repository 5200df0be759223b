import { createHash, randomBytes } from 'node:crypto';

const uuidBytes = 16;
const secretBytes = 32;

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex');
const uuidOf = (bytes: Buffer) =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** 256 random bits need no slow hash: nobody guesses them. */
const hashOf = (secret: Buffer) => createHash('sha256').update(secret).digest();

/**
 * Secrets that open something of one tenant to whoever has them. Each names its tenant and its row, so that it is
 * found in the tenant's own context and no other.
 *
 * @param prefix tells one kind from another, by eye and in a scan for leaked secrets
 */
export const tenantToken = (prefix: string) => ({
  prefix,
  create: (tenantId: string, id: string) => {
    const secret = randomBytes(secretBytes);
    return {
      token: prefix + Buffer.concat([bytesOf(tenantId), bytesOf(id), secret]).toString('base64url'),
      hash: hashOf(secret),
    };
  },
  /** @returns null for what is not such a token */
  read: (token: string) => {
    if (!token.startsWith(prefix)) return null;
    const bytes = Buffer.from(token.slice(prefix.length), 'base64url');
    // Decoding passes over what is no base64url and the spare bits at the end: a token is written in one way only.
    if (prefix + bytes.toString('base64url') !== token) return null;
    if (bytes.length !== 2 * uuidBytes + secretBytes) return null;
    return {
      tenantId: uuidOf(bytes.subarray(0, uuidBytes)),
      id: uuidOf(bytes.subarray(uuidBytes, 2 * uuidBytes)),
      hash: hashOf(bytes.subarray(2 * uuidBytes)),
    };
  },
});
