import { Readable } from 'node:stream';
import pg from 'pg';

// The parts of pg's query and connection that COPY needs; not in its types.
const BaseQuery = pg.Query as unknown as new (
  text: string,
  values: undefined,
  callback: (error: Error | null) => void,
) => pg.Submittable & { handleCopyData(message: { chunk: Buffer }, wire: unknown): void };

class CopyQuery extends BaseQuery {
  readonly #take: (chunk: Buffer) => void;

  constructor(text: string, take: (chunk: Buffer) => void, callback: (error: Error | null) => void) {
    super(text, undefined, callback);
    this.#take = take;
  }

  override handleCopyData({ chunk }: { chunk: Buffer }) {
    this.#take(chunk);
  }
}

/**
 * The cluster's folder as a tar, copied by PostgreSQL itself while it goes on serving, with what it writes meanwhile:
 * a cluster started from it is as it was when the copy ended. PostgreSQL checks the sum of each page on the way.
 *
 * @param ownerUrl of a superuser, or of who may replicate
 */
export const baseBackup = (ownerUrl: string): Readable => {
  const url = new URL(ownerUrl);
  url.searchParams.set('replication', 'true');
  const client = new pg.Client({ connectionString: url.href, application_name: 'regulars backup' });
  const { stream } = (client as unknown as { connection: { stream: NodeJS.ReadableStream } }).connection;
  const tar = new Readable({
    read: () => void stream.resume(),
    destroy: (error, done) => {
      client.end().then(
        () => done(error),
        () => done(error),
      );
    },
  });
  // A lost connection fails the command too.
  client.on('error', () => {});
  const take = (chunk: Buffer) => {
    // Each message says by its first letter what it is; 'n' begins an archive, and there is but one.
    if (chunk[0] !== letterOfData) return;
    // The parser uses its memory again.
    if (!tar.push(Buffer.from(chunk.subarray(1)))) stream.pause();
  };
  const end = (error: Error | null) => (error ? tar.destroy(error) : tar.push(null));
  client.connect().then(
    () => client.query(new CopyQuery(command, take, end)),
    (error: Error) => tar.destroy(error),
  );
  return tar;
};

const letterOfData = 'd'.charCodeAt(0);
const command = "BASE_BACKUP (LABEL 'regulars', CHECKPOINT 'fast', WAL true, MANIFEST 'no')";
