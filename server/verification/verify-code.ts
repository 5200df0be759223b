import type { CodeVerified, VerifyCode } from '@regulars/contract/verification';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { MessageError } from '../messages/messenger.ts';
import { plainPhone } from '../phones/normalize-phone.ts';
import { readPhone } from '../phones/read-phone.ts';
import { Refusal } from '../refusal.ts';
import type { Tenant, TenantTransaction } from '../tenancy/in-tenant.ts';
import { momentText } from '../tenancy/moments.ts';
import { newToken } from './secrets.ts';
import type { Verification } from './send-code.ts';
import { verificationSettingsOf } from './verification-settings.ts';

/** Good for filling in a profile, and no longer. */
const tokenSeconds = 600;

type Verdict =
  | { is: 'right'; verified: CodeVerified }
  | { is: 'wrong'; attemptsLeft: number }
  | { is: 'locked'; until: string; seconds: number }
  | { is: 'ask provider'; id: string; providerId: string; attemptsLeft: number };

interface Attempt {
  failures: number;
  until: string | null;
  seconds: number | null;
}

/**
 * Checks a one-time code. Every try counts against the phone before it is looked at, in one statement that also
 * locks: fifty tries at once are fifty one after another. A right code takes the count back.
 *
 * @throws Refusal invalid_request, wrong_code, code_expired, phone_locked, messages_unavailable
 */
export const verifyCode = async (
  tenant: Tenant,
  { phone: written, purpose, code: typed }: VerifyCode,
  { messenger, secrets, settings: deployment }: Verification,
): Promise<CodeVerified> => {
  const phone = readPhone(written, (await tenant.facts()).country);
  const settings = await verificationSettingsOf(tenant, deployment);
  const code = plainPhone(typed).replace(/\D/g, '');

  const verdict = await tenant.together(async (tx): Promise<Verdict> => {
    const attempt = await countAttempt(tx, phone, settings.attempts, settings.lockSeconds);
    if (attempt === null) return lockOf(tx, phone);
    const [sent] = await tx.execute(
      query
        .selectFrom('sys_otp_codes')
        .select(['id', 'code_hash', 'provider_id', 'used_at'])
        .select(sql<boolean>`expires_at <= now()`.as('expired'))
        .where('tenant_org_id', '=', tx.id)
        .where('phone', '=', phone)
        .where('purpose', '=', purpose)
        .where('state', '=', 'sent')
        .orderBy('created_at', 'desc')
        .limit(1),
    );
    // Nothing was tried: the count is taken back with the transaction.
    if (!sent || sent.used_at || sent.expired) throw new Refusal('code_expired');
    const attemptsLeft = settings.attempts - attempt.failures;
    if (sent.code_hash === null) {
      return { is: 'ask provider', id: sent.id, providerId: sent.provider_id!, attemptsLeft };
    }
    if (secrets.isCode({ id: sent.id, tenantId: tx.id, phone, purpose }, code, sent.code_hash)) {
      return { is: 'right', verified: await accept(tx, sent.id, phone) };
    }
    return attempt.until
      ? { is: 'locked', until: attempt.until, seconds: attempt.seconds! }
      : { is: 'wrong', attemptsLeft };
  });

  const final =
    verdict.is === 'ask provider' && messenger.kind === 'code-service'
      ? await askProvider(tenant, messenger, verdict, phone, code)
      : verdict;
  switch (final.is) {
    case 'right':
      return final.verified;
    case 'locked':
      throw new Refusal('phone_locked', {
        lockedUntil: final.until,
        headers: { 'retry-after': String(Math.max(1, final.seconds)) },
      });
    case 'wrong':
      throw new Refusal('wrong_code', { attemptsLeft: final.attemptsLeft });
    default:
      // The provider of this code is no longer configured.
      throw new Refusal('code_expired');
  }
};

/** Takes one of the phone's tries. @returns null where it has none: it is locked */
const countAttempt = async (tx: TenantTransaction, phone: string, most: number, lockSeconds: number) => {
  const lock = sql`now() + ${lockSeconds} * interval '1 second'`;
  const [attempt] = await tx.execute(
    sql<Attempt>`
      insert into org_phone_attempts as tried (tenant_org_id, phone, failures, locked_until)
      values (${tx.id}, ${phone}, 1, case when ${most}::int <= 1 then ${lock} end)
      on conflict (tenant_org_id, phone) do update set
        tried_at = now(),
        failures = case when tried.locked_until is null then tried.failures + 1 else 1 end,
        locked_until = case
          when (case when tried.locked_until is null then tried.failures + 1 else 1 end) >= ${most} then ${lock}
        end
      where tried.locked_until is null or tried.locked_until <= now()
      returning failures, to_json(locked_until) #>> '{}' as until,
        ceil(extract(epoch from locked_until - now()))::int as seconds`,
  );
  return attempt ?? null;
};

const lockOf = async (tx: TenantTransaction, phone: string): Promise<Verdict> => {
  const [lock] = await tx.execute(
    query
      .selectFrom('org_phone_attempts')
      // A silent provider may have given the last try back meanwhile: then the lock ends now.
      .select(momentText(sql`coalesce(locked_until, now())`).as('until'))
      .select(sql<number>`coalesce(ceil(extract(epoch from locked_until - now()))::int, 1)`.as('seconds'))
      .where('tenant_org_id', '=', tx.id)
      .where('phone', '=', phone),
  );
  return { is: 'locked', ...lock! };
};

/** The code is used up, the count begins anew, and the proof goes out. */
const accept = async (tx: TenantTransaction, id: string, phone: string): Promise<CodeVerified> => {
  const { token, hash } = newToken();
  const [used] = await tx.execute(
    query
      .updateTable('sys_otp_codes')
      .set({
        used_at: sql<Date>`now()`,
        token_hash: hash,
        token_expires_at: sql<Date>`now() + ${tokenSeconds} * interval '1 second'`,
      })
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .returning(momentText('token_expires_at').as('expiresAt')),
  );
  if (!used) throw new Refusal('code_expired');
  await forgive(tx, phone);
  return { verified: true, verificationToken: token, expiresAt: used.expiresAt };
};

const forgive = (tx: TenantTransaction, phone: string) =>
  tx.execute(
    query
      .updateTable('org_phone_attempts')
      .set({ failures: 0, locked_until: null })
      .where('tenant_org_id', '=', tx.id)
      .where('phone', '=', phone),
  );

/** The try is counted and committed by now: only the provider's yes, or its silence, takes it back. */
const askProvider = async (
  tenant: Tenant,
  messenger: Extract<Verification['messenger'], { kind: 'code-service' }>,
  { id, providerId, attemptsLeft }: Extract<Verdict, { is: 'ask provider' }>,
  phone: Parameters<typeof messenger.check>[0],
  code: string,
): Promise<Verdict> => {
  const answer = await messenger.check(phone, providerId, code).catch(async (error: unknown) => {
    await tenant.execute(
      sql`update org_phone_attempts set failures = greatest(failures - 1, 0), locked_until = null
        where tenant_org_id = ${tenant.id} and phone = ${phone}`,
    );
    throw error instanceof MessageError
      ? new Refusal('messages_unavailable', {
          headers: { 'retry-after': String(error.retryAfterSeconds ?? 5) },
        })
      : error;
  });
  if (answer === 'right') {
    return { is: 'right', verified: await tenant.together((tx) => accept(tx, id, phone)) };
  }
  if (answer === 'expired') throw new Refusal('code_expired');
  return attemptsLeft > 0 ? { is: 'wrong', attemptsLeft } : tenant.together((tx) => lockOf(tx, phone));
};
