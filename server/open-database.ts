import { createHmac } from 'node:crypto';
import { EmbeddedDatabaseError, type Log, openEmbedded } from '@regulars/database/embedded';
import { migrate, missingMigrations } from '@regulars/database/migrate';
import pg from 'pg';
import { scramVerifier } from './scram-verifier.ts';
import { sessionsAt } from './sessions-at.ts';
import { type Settings, StartError } from './settings.ts';

/** A database that is up to date, and how the server logs in to it. */
export interface OpenDatabase {
  appUrl: string;
  /** The same past a pooler in transaction mode: for what keeps a session, and for long transactions. */
  directUrl: string;
  /** Who migrates, where the database is the embedded one. */
  ownerUrl: string | null;
  close(): Promise<void>;
}

const databaseName = 'regulars';
const appRole = 'regulars_app';
// Any number, the same in every process.
const passwordLock = 7_364_841;

/**
 * The database of the settings: the one at DATABASE_URL, or the embedded one in DATA_DIR, brought up to date.
 *
 * @param embedding for the embedded one
 * @throws StartError
 */
export const openDatabase = async (
  settings: Settings,
  embedding: { log?: Log; moved?: () => void } = {},
): Promise<OpenDatabase> => {
  if (settings.DATABASE_URL) {
    const { DATABASE_URL: appUrl, DATABASE_DIRECT_URL: directUrl = appUrl } = settings;
    await refuseUnguarded('DATABASE_URL', appUrl);
    if (directUrl !== appUrl) await refuseUnguarded('DATABASE_DIRECT_URL', directUrl);
    await refuseOutdated(appUrl);
    await refusePooler(appUrl, directUrl, settings.DATABASE_PREPARED_STATEMENTS);
    return { appUrl, directUrl, ownerUrl: null, close: async () => {} };
  }
  const embedded = await openEmbedded({ dataDir: settings.DATA_DIR, ...embedding }).catch(
    (error: unknown) => {
      throw error instanceof EmbeddedDatabaseError ? new StartError(error.message) : error;
    },
  );
  try {
    await createDatabase(embedded.ownerUrl);
    const ownerUrl = new URL(embedded.ownerUrl);
    ownerUrl.pathname = databaseName;
    await migrate(ownerUrl.href);
    // Whoever may read the owner's password may have this one: nothing more to keep.
    const password = createHmac('sha256', ownerUrl.password).update(appRole).digest('base64url');
    await setAppPassword(ownerUrl.href, password);
    const appUrl = new URL(ownerUrl);
    appUrl.username = appRole;
    appUrl.password = password;
    await refuseUnguarded('DATABASE_URL', appUrl.href);
    return {
      appUrl: appUrl.href,
      directUrl: appUrl.href,
      ownerUrl: ownerUrl.href,
      close: embedded.close,
    };
  } catch (error) {
    await embedded.close();
    throw error;
  }
};

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const duplicateDatabase = '42P04';
const uniqueViolation = '23505';

const createDatabase = (ownerUrl: string) =>
  withClient(ownerUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (rowCount) return;
    await client.query(`create database ${databaseName}`).catch((error: pg.DatabaseError) => {
      // Another process was a moment faster.
      if (error.code !== duplicateDatabase && error.code !== uniqueViolation) throw error;
    });
  });

/** Gives the server's login role its password, where it has not got it already. */
export const setAppPassword = async (ownerUrl: string, password: string) => {
  const appUrl = new URL(ownerUrl);
  appUrl.username = appRole;
  appUrl.password = password;
  const hasIt = () => withClient(appUrl.href, async () => true).catch(() => false);
  if (await hasIt()) return;
  await withClient(ownerUrl, async (client) => {
    // PostgreSQL refuses two changes of one role at once: of two first starts, one waits and finds it done.
    await client.query('select pg_advisory_lock($1)', [passwordLock]);
    if (await hasIt()) return;
    // PostgreSQL quotes a statement that fails in its log, and shows the others to whoever may see them.
    await client.query(
      `alter role ${appRole} password ${client.escapeLiteral(await scramVerifier(password))}`,
    );
  });
};

/**
 * Refuses a login from which row-level security could be passed by: the promise of isolation rests on it.
 *
 * @throws StartError
 */
const refuseUnguarded = async (setting: string, url: string) => {
  const facts = await withClient(url, async (client) => {
    const { rows } = await client.query(`
      select current_user as login, current_database() as database, rolsuper, rolbypassrls,
        to_regclass('public.org_customers_mst') is not null as migrated,
        exists (
          select from pg_roles where rolname = 'regulars_identity' and pg_has_role(current_user, oid, 'member')
        ) as acts,
        case
          when to_regclass('org_customers_mst') is null then 'search_path = public'
          when current_setting('TimeZone') <> 'UTC' then 'timezone = UTC'
          when current_setting('row_security') <> 'on' then 'row_security = on'
          when current_setting('standard_conforming_strings') <> 'on' then 'standard_conforming_strings = on'
        end as needed,
        current_setting('transaction_read_only') = 'on' as read_only,
        exists (
          select from pg_class join pg_namespace on pg_namespace.oid = relnamespace
          where nspname = 'public' and relname ~ '^(org|sys)_' and pg_has_role(current_user, relowner, 'usage')
        ) as owns,
        exists (
          select from pg_class join pg_namespace on pg_namespace.oid = relnamespace
          where nspname = 'public' and relname ~ '^(org|sys)_' and relkind = 'r'
            and has_table_privilege(pg_class.oid, 'select, insert, update, delete')
        ) as reads
      from pg_roles where rolname = current_user`);
    return rows[0];
  }).catch((error: Error) => {
    throw new StartError(`The database cannot be reached with ${setting} (${error.message}).`);
  });
  const unfit = [
    [facts.rolsuper, 'is a superuser'],
    [facts.rolbypassrls, 'may bypass row-level security'],
    [facts.owns, 'owns the tables'],
    [facts.reads, 'can use tables without a tenant context'],
  ].find(([is]) => is);
  if (unfit) {
    throw new StartError(
      `The server does not run as "${facts.login}", which ${unfit[1]}: log in as ${appRole} (README, "Your own PostgreSQL").`,
    );
  }
  if (!facts.migrated) throw new StartError('The database has no tables yet: run "npm run migrate" first.');
  if (!facts.acts) {
    throw new StartError(
      `"${facts.login}" may not act for a tenant: log in as ${appRole} (README, "Your own PostgreSQL").`,
    );
  }
  if (facts.needed) {
    throw new StartError(
      `The sessions of ${setting} are set otherwise than the server needs: alter role "${facts.login}" in database "${facts.database}" set ${facts.needed}`,
    );
  }
  if (facts.read_only) {
    throw new StartError(
      `The database at ${setting} takes no writes, and a start needs some: is it a standby, or default_transaction_read_only on?`,
    );
  }
};

// Who has no privilege on the record, or has none, is of a time before it could be asked for.
const older = /^(42501|42P01|3F000)$/;

/** @throws StartError where the database lacks a migration of this release */
const refuseOutdated = (url: string) =>
  withClient(url, async (client) => {
    await client.query('begin');
    await client.query("select set_config('role', 'regulars_identity', true)");
    const applied = await client
      .query<{ version: string }>('select version from supabase_migrations.schema_migrations')
      .then(
        ({ rows }) => rows.map(({ version }) => version),
        (error: pg.DatabaseError) => {
          if (older.test(error.code ?? '')) return [];
          throw error;
        },
      );
    await client.query('rollback');
    const missing = await missingMigrations(new Set(applied));
    if (missing.length > 0) {
      throw new StartError('The database is older than this release: run "npm run migrate" first.');
    }
  });

/**
 * Refuses what a pooler in transaction mode would break, the first time that two requests meet or the queues start.
 *
 * @throws StartError
 */
const refusePooler = async (appUrl: string, directUrl: string, prepared: boolean) => {
  const sessions = await sessionsAt(directUrl);
  if (!sessions.own) {
    throw new StartError(
      'The queues need sessions of their own, which a pooler in transaction mode does not give: set DATABASE_DIRECT_URL to PostgreSQL itself, or to a pooler in session mode.',
    );
  }
  const { keepStatements } = directUrl === appUrl ? sessions : await sessionsAt(appUrl);
  if (prepared && !keepStatements) {
    throw new StartError(
      'DATABASE_URL leads through a pooler that loses prepared statements: set DATABASE_PREPARED_STATEMENTS=off.',
    );
  }
};
