/** An idempotency key. Not crypto.randomUUID: browsers keep that from pages over plain http, as in a shop's own network. */
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
