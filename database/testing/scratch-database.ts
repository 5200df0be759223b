import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../migrate.ts';

/** A database of its own beside that of the other tests, for what would be in their way. */
export interface ScratchDatabase {
  ownerUrl: string;
  appUrl: string;
  /** Ends whoever is connected. */
  drop(): Promise<void>;
}

const inDatabase = (url: string, name: string) => {
  const other = new URL(url);
  other.pathname = name;
  return other.href;
};

export const asOwner = async <T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** @param urls of the database of the other tests: `inject('ownerUrl')`, `inject('appUrl')` */
export const scratchDatabase = async (
  urls: { ownerUrl: string; appUrl: string },
  { migrated = true } = {},
): Promise<ScratchDatabase> => {
  const name = `scratch_${randomBytes(6).toString('hex')}`;
  await asOwner(urls.ownerUrl, (owner) => owner.query(`create database ${name}`));
  const ownerUrl = inDatabase(urls.ownerUrl, name);
  if (migrated) await migrate(ownerUrl);
  return {
    ownerUrl,
    appUrl: inDatabase(urls.appUrl, name),
    drop: () =>
      asOwner(urls.ownerUrl, async (owner) => {
        await owner.query(`drop database ${name} with (force)`);
      }),
  };
};
