/** The embedded PostgreSQL cannot be used; the message is one sentence that tells an operator what to do. */
export class EmbeddedDatabaseError extends Error {
  override name = 'EmbeddedDatabaseError';
}
