import { existsSync } from 'node:fs';
import { z } from 'zod';
import { clientIp } from './http/client-ip.ts';
import { isTileAddress } from './map/tile-address.ts';

const webAddress = z.url({ protocol: /^https?$/, error: 'is not an http(s) address' });
const smtpAddress = z.url({ protocol: /^smtps?$/, error: 'is not an smtp:// or smtps:// address' });
const databaseAddress = z
  .string()
  .refine((text) => !/^\w+:\/\/([^/@]*@)?[^/@?]*,[^/@?]*([/?]|$)/.test(text), {
    error: 'names several hosts: give one that leads to whichever is the primary (docs/operations.md)',
  })
  .pipe(z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// address' }));

const isProxyList = (text: string) => {
  try {
    return Boolean(clientIp(text));
  } catch {
    return false;
  }
};

const isOrigin = (text: string) =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** Without a login, questions and anchors. */
const isPlain = (text: string) => {
  const url = URL.parse(text);
  return !url || url.username + url.search + url.hash === '';
};

const isSentryDsn = (text: string) => {
  const url = URL.parse(text);
  return Boolean(url?.username && /\/\d+$/.test(url.pathname));
};

const wholeNumber = (least: number, most: number) => {
  const error = `is not a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};

const secrets = z
  .string()
  .transform((text) => text.split(',').map((secret) => secret.trim()))
  .refine((all) => all.every((secret) => secret.length >= 32), {
    error: 'has one that is shorter than 32 characters',
  });

const environment = z.object({
  // One-time codes are printed where it is not production: nothing may be taken for it by mistake.
  NODE_ENV: z
    .enum(['development', 'production', 'test'], { error: 'is none of development, production, test' })
    .default('development'),
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: webAddress
    .refine(isPlain, { error: 'is more than the address that a browser shows' })
    .optional(),
  DATABASE_URL: databaseAddress.optional(),
  DATABASE_DIRECT_URL: databaseAddress.optional(),
  DATABASE_OWNER_URL: databaseAddress.optional(),
  DATABASE_CONNECTIONS: wholeNumber(1, 500).default(12),
  DATABASE_PREPARED_STATEMENTS: z
    .stringbool({ truthy: ['on'], falsy: ['off'], case: 'sensitive', error: 'is neither on nor off' })
    .default(true),
  DATA_DIR: z.string().default('.data'),
  AUTH_SECRET: z.string().min(32, { error: 'is shorter than 32 characters' }).optional(),
  AUTH_SECRETS_BEFORE: secrets.default([]),
  AUTH_JWT_SECRET: z
    .string()
    .min(32, { error: 'is shorter than 32 characters (HS256 needs 256 bits)' })
    .optional(),
  AUTH_JWKS_URL: webAddress.optional(),
  AUTH_JWT_AUDIENCE: z.string().optional(),
  AUTH_JWT_ISSUER: z.string().optional(),
  AUTH_JWT_MAX_AGE: wholeNumber(60, 31_536_000).default(86_400),
  SIGN_IN_ADDRESS_TRIES: wholeNumber(1, 1_000_000).default(100),
  SIGN_IN_ACCOUNT_TRIES: wholeNumber(1, 1000).default(10),
  SMS_PROVIDER: z
    .enum(['console', 'file', 'twilio', 'twilio-verify'], {
      error: 'is none of console, file, twilio, twilio-verify',
    })
    .optional(),
  SMS_OUTBOX_FILE: z.string().optional(),
  TWILIO_ACCOUNT_SID: z.string().startsWith('AC', { error: 'does not begin with AC' }).optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_FROM: z.string().optional(),
  TWILIO_MESSAGING_SERVICE_SID: z.string().optional(),
  TWILIO_VERIFY_SERVICE_SID: z.string().optional(),
  TWILIO_BASE_URL: webAddress.optional(),
  SMTP_URL: smtpAddress.optional(),
  MAIL_FROM: z.email({ error: 'is not an e-mail address' }).optional(),
  OTP_SECRETS: secrets.optional(),
  OTP_CODE_LENGTH: wholeNumber(4, 10).default(6),
  OTP_CODE_SECONDS: wholeNumber(60, 3600).default(300),
  OTP_ATTEMPTS: wholeNumber(1, 10).default(3),
  OTP_LOCK_SECONDS: wholeNumber(60, 86_400).default(900),
  OTP_COOLDOWN_SECONDS: wholeNumber(10, 3600).default(60),
  OTP_PHONE_PER_HOUR: wholeNumber(1, 1000).default(5),
  OTP_PHONE_PER_DAY: wholeNumber(1, 1000).default(10),
  OTP_ACTOR_PER_HOUR: wholeNumber(1, 100_000).default(120),
  OTP_IP_PER_HOUR: wholeNumber(1, 100_000).default(120),
  OTP_TENANT_PER_DAY: wholeNumber(1, 1_000_000).default(1000),
  OTP_COUNTRY_PER_DAY: wholeNumber(1, 1_000_000).default(1000),
  OTP_COUNTRIES: z
    .string()
    .regex(/^[A-Z]{2}(,[A-Z]{2})*$/, { error: 'is not a list of country codes such as OM,AE' })
    .optional(),
  OTP_MESSAGE_EN: z.string().includes('{code}', { error: 'has no {code} in it' }).optional(),
  OTP_MESSAGE_AR: z.string().includes('{code}', { error: 'has no {code} in it' }).optional(),
  MAP_TILES_URL: z
    .string()
    .refine(isTileAddress, {
      error: 'is not the http(s) address of map tiles, with {z}, {x} and {y} (and {s} only before the host)',
    })
    .optional(),
  MAP_ATTRIBUTION: z.string().max(200, { error: 'is longer than 200 characters' }).optional(),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .refine((origins) => origins.every(isOrigin), {
      error: 'is not a list of origins such as https://shop.example.com',
    }),
  HSTS_SECONDS: wholeNumber(0, 63_072_000).default(0),
  RATE_LIMIT_IP: wholeNumber(0, 100_000_000).default(30_000),
  RATE_LIMIT_ACTOR: wholeNumber(0, 100_000_000).default(60_000),
  RATE_LIMIT_TENANT: wholeNumber(0, 100_000_000).default(120_000),
  TRUSTED_PROXIES: z
    .string()
    .refine(isProxyList, { error: 'is not a list of addresses and CIDR ranges' })
    .default(''),
  METRICS_TOKEN: z.string().min(16, { error: 'is shorter than 16 characters' }).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddress.optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number({ error: 'is not a number from 0 to 1' })
    .min(0, { error: 'is less than 0' })
    .max(1, { error: 'is more than 1' })
    .default(1),
  SENTRY_DSN: z
    .url({ protocol: /^https?$/, error: 'is not the DSN of a Sentry project' })
    .refine(isSentryDsn, { error: 'is not the DSN of a Sentry project' })
    .optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], { error: 'is no level of the log' })
    .default('warn'),
});
export type Settings = z.infer<typeof environment>;

/** Where browsers reach the server, without a slash at the end. */
export const publicUrlOf = ({ PUBLIC_URL, PORT }: Settings): string =>
  (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/$/, '');

/** How many connections one business may have at a time: half, so that no one has all. */
export const tenantConnectionsOf = ({ DATABASE_CONNECTIONS }: Settings): number =>
  Math.ceil(DATABASE_CONNECTIONS / 2);

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

/**
 * @param variables of which the empty ones count as absent, as Compose hands on what is not set
 * @throws StartError naming every variable that is wrong, never its value: it may be a secret.
 */
export const readSettings = (variables: NodeJS.ProcessEnv): Settings => {
  const set = Object.entries(variables).filter(([, value]) => value?.trim());
  const read = environment.safeParse(Object.fromEntries(set));
  if (read.success) return read.data;
  const faults = read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new StartError(
    `The environment is not right: ${faults.join('; ')} (.env.example explains each variable).`,
  );
};
