import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/**
 * Text that only this server can read again.
 *
 * @param key 32 bytes
 * @param place where it is kept: sealed text that was moved elsewhere does not open
 * @returns base64, of the same text another each time
 */
export const seal = (key: Buffer, place: string, text: string): string =>
  sealWith(key, randomBytes(ivBytes), place, text);

/** The same, of the same text in the same place always the same. */
export const sealAlike = (key: Buffer, place: string, text: string): string =>
  sealWith(
    key,
    createHmac('sha256', key).update(`${place}\n${text}`).digest().subarray(0, ivBytes),
    place,
    text,
  );

const sealWith = (key: Buffer, iv: Buffer, place: string, text: string) => {
  const sealing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return Buffer.concat([iv, sealing.getAuthTag(), sealed]).toString('base64');
};

/** @returns null for what was sealed with another key, for another place, or not at all */
export const unseal = (key: Buffer, place: string, sealed: string): string | null => {
  try {
    const bytes = Buffer.from(sealed, 'base64');
    const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return opening.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + opening.final('utf8');
  } catch {
    return null;
  }
};
