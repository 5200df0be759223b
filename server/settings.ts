import { existsSync } from 'node:fs';
import { z } from 'zod';

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const webAddress = z.url({ protocol: /^https?$/, error: 'is not an http(s) address' });
const databaseAddress = z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// address' });

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce
    .number({ error: 'is not a port' })
    .int({ error: 'is not a port' })
    .min(0, { error: 'is not a port' })
    .max(65_535, { error: 'is not a port' })
    .default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: optional(webAddress),
  DATABASE_URL: optional(databaseAddress),
  DATABASE_OWNER_URL: optional(databaseAddress),
  DATABASE_CONNECTIONS: z.coerce
    .number({ error: 'is not a number' })
    .int({ error: 'is not a whole number' })
    .min(1, { error: 'is less than 1' })
    .max(500, { error: 'is more than 500' })
    .default(12),
  DATABASE_PREPARED_STATEMENTS: z.enum(['on', 'off'], { error: 'is neither on nor off' }).default('on'),
  DATA_DIR: z.string().min(1).default('.data'),
  AUTH_SECRET: optional(z.string().min(32, { error: 'is shorter than 32 characters' })),
  AUTH_JWT_SECRET: optional(
    z.string().min(32, { error: 'is shorter than 32 characters (HS256 needs 256 bits)' }),
  ),
  AUTH_JWKS_URL: optional(webAddress),
  AUTH_JWT_AUDIENCE: optional(z.string()),
  AUTH_JWT_ISSUER: optional(z.string()),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], { error: 'is no level of the log' })
    .default('warn'),
});
export type Settings = z.infer<typeof environment>;

/** A reason not to start, as one sentence for the operator. */
export class StartError extends Error {}

/**
 * The settings of this process: of its environment and, where there is one, of the file `.env`.
 *
 * @throws StartError
 */
export const environmentSettings = (): Settings => {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readSettings(process.env);
};

/** @throws StartError naming every variable that is wrong, never its value: it may be a secret. */
export const readSettings = (variables: NodeJS.ProcessEnv): Settings => {
  const read = environment.safeParse(variables);
  if (read.success) return read.data;
  const faults = read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new StartError(
    `The environment is not right: ${faults.join('; ')} (.env.example explains each variable).`,
  );
};
