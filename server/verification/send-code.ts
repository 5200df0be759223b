import type { CodeSent, SendCode } from '@regulars/contract/verification';
import { query } from '@regulars/database/query';
import { parsePhoneNumber } from 'awesome-phonenumber';
import { sql } from 'kysely';
import { networkOf } from '../http/network-of.ts';
import { codeMessage } from '../messages/code-message.ts';
import type { DeliveryStatus } from '../messages/delivery-status.ts';
import { type Channel, MessageError, type Messenger } from '../messages/messenger.ts';
import type { E164 } from '../phones/normalize-phone.ts';
import { readPhone } from '../phones/read-phone.ts';
import { Refusal, refuseField } from '../refusal.ts';
import type { Tenant, TenantTransaction } from '../tenancy/in-tenant.ts';
import { momentText } from '../tenancy/moments.ts';
import { maskPhone, type Secrets } from './secrets.ts';
import { type VerificationSettings, verificationSettingsOf } from './verification-settings.ts';
import type { WaitOfIp } from './wait-of-ip.ts';

export interface Verification {
  messenger: Messenger;
  secrets: Secrets;
  /** Of the deployment. */
  settings: VerificationSettings;
  /** What a provider's callback says; null where the provider did not sign it. */
  readDelivery(form: string, signature: string | null): DeliveryStatus | null;
  /** How long a limit of every business together keeps an address of the internet waiting. */
  waitOfIp: WaitOfIp;
  /** Of the web address to which a code belongs, in the last line of its message. */
  host: string;
}

/** Below this many codes an hour, a low rate of success says nothing. */
const breakerFrom = 20;
/** One in so many codes at least is entered; pumped traffic never is. */
const breakerShare = 5;

/**
 * Sends a one-time code. Limits are counted and the code is reserved in one transaction, the provider is asked
 * outside of any, and only a message that went out replaces the code before it.
 *
 * @param address of the internet, from which it is asked for
 * @throws Refusal invalid_request, country_not_allowed, too_many_codes, phone_locked, message_refused, messages_unavailable
 */
export const sendCode = async (
  tenant: Tenant,
  asked: SendCode,
  address: string,
  { messenger, secrets, settings: deployment, host, waitOfIp }: Verification,
): Promise<CodeSent> => {
  // Where nothing can be sent at all, it is said so below, as for every channel.
  if (messenger.channels.length > 0 && !messenger.channels.includes(asked.channel))
    throw refuseField('/channel', 'invalid_value', 'No code can be sent in this way here.');
  const facts = await tenant.facts();
  const phone = readPhone(asked.phone, facts.country);
  const country = parsePhoneNumber(phone).regionCode ?? 'ZZ';
  const settings = await verificationSettingsOf(tenant, deployment);
  if (settings.countries && !settings.countries.includes(country)) throw new Refusal('country_not_allowed');

  const ip = networkOf(address);
  const id = crypto.randomUUID();
  const code = messenger.kind === 'message' ? secrets.newCode(settings.codeLength) : null;
  const reserved = await tenant.together(async (tx) => {
    await refuseTooMany(tx, { phone, country, ip }, settings, () => waitOfIp(ip, deployment.ipPerHour));
    const challenge = { id, tenantId: tx.id, phone, purpose: asked.purpose };
    const [row] = await tx.execute<{ expires_at: string; resend_at: string }>(
      query
        .insertInto('sys_otp_codes')
        .values({
          tenant_org_id: tx.id,
          id,
          phone,
          country,
          purpose: asked.purpose,
          channel: asked.channel,
          provider: messenger.name,
          ip,
          code_hash: code === null ? null : secrets.hashCode(challenge, code),
          expires_at: sql<Date>`now() + ${settings.codeSeconds} * interval '1 second'`,
        })
        .returning([
          momentText('expires_at').as('expires_at'),
          momentText(sql`now() + ${settings.cooldownSeconds} * interval '1 second'`).as('resend_at'),
        ]),
    );
    return row!;
  });

  const language = asked.language ?? facts.language;
  const text = code === null ? '' : codeMessage(code, language, host, settings.messages[language]);
  const outcome = await dispatch(messenger, phone, asked.channel, language, text);
  await tenant.execute(
    query
      .updateTable('sys_otp_codes')
      .set(outcome instanceof MessageError ? { state: 'failed' } : { state: 'sent', provider_id: outcome })
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id),
  );
  if (outcome instanceof MessageError) throw refusalOf(outcome);
  return {
    phone: maskPhone(phone),
    expiresAt: reserved.expires_at,
    resendAt: reserved.resend_at,
    codeLength: settings.codeLength,
  };
};

/** @returns the provider's id, or why it did not go */
const dispatch = async (
  messenger: Messenger,
  to: E164,
  channel: Channel,
  language: 'en' | 'ar',
  body: string,
): Promise<string | null | MessageError> => {
  try {
    const { providerId } =
      messenger.kind === 'message'
        ? await messenger.send({ to, body, channel })
        : await messenger.start(to, channel, language);
    return providerId;
  } catch (error) {
    if (error instanceof MessageError) return error;
    throw error;
  }
};

const refusalOf = ({ reason, retryAfterSeconds }: MessageError) =>
  reason === 'refused'
    ? new Refusal('message_refused')
    : new Refusal('messages_unavailable', { headers: { 'retry-after': String(retryAfterSeconds ?? 5) } });

interface Limited {
  /** Seconds until it may be asked again; null: it may now. */
  wait: number | null;
}

const refuseTooMany = async (
  tx: TenantTransaction,
  { phone, country, ip }: { phone: string; country: string; ip: string },
  settings: VerificationSettings,
  elsewhere: () => Promise<number | null>,
): Promise<void> => {
  // Of two requests at once, the second counts the first: of a tenant, and of an address whatever the tenant.
  for (const those of [`codes ${tx.id}`, `codes from ${ip}`]) {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${those}, 0))`);
  }

  const [lock] = await tx.execute(
    query
      .selectFrom('org_phone_attempts')
      .select(momentText('locked_until').as('until'))
      .select(sql<number>`ceil(extract(epoch from locked_until - now()))::int`.as('wait'))
      .where('tenant_org_id', '=', tx.id)
      .where('phone', '=', phone)
      .where('locked_until', '>', sql<Date>`now()`),
  );
  if (lock) {
    throw new Refusal('phone_locked', {
      lockedUntil: lock.until,
      headers: { 'retry-after': String(lock.wait) },
    });
  }

  // One row: how long until each limit lets another one through. The oldest of the last n decides when n is the limit.
  const limit = (condition: ReturnType<typeof sql>, most: number, seconds: number) => sql`(
    select ceil(extract(epoch from created_at + ${seconds} * interval '1 second' - now()))::int
    from sys_otp_codes
    where tenant_org_id = ${tx.id} and state <> 'failed' and created_at > now() - ${seconds} * interval '1 second'
      and ${condition}
    order by created_at desc offset ${most - 1} limit 1)`;
  const [limited] = await tx.execute(
    sql<Limited>`select greatest(
      ${limit(sql`phone = ${phone}`, 1, settings.cooldownSeconds)},
      ${limit(sql`phone = ${phone}`, settings.phonePerHour, 3600)},
      ${limit(sql`phone = ${phone}`, settings.phonePerDay, 86_400)},
      ${limit(sql`requested_by = ${tx.actor.id}`, settings.actorPerHour, 3600)},
      ${limit(sql`ip = ${ip}`, settings.ipPerHour, 3600)},
      ${limit(sql`country = ${country}`, settings.countryPerDay, 86_400)},
      ${limit(sql`true`, settings.tenantPerDay, 86_400)},
      (select case when count(*) >= ${breakerFrom} and count(used_at) * ${breakerShare} < count(*) then 600 end
       from sys_otp_codes
       where tenant_org_id = ${tx.id} and state = 'sent' and country = ${country}
         and created_at between now() - interval '1 hour' and now() - interval '2 minutes')
    ) as wait`,
  );
  const waits = [limited?.wait ?? null, await elsewhere()].filter((wait) => wait !== null);
  if (waits.length > 0) {
    throw new Refusal('too_many_codes', { headers: { 'retry-after': String(Math.max(1, ...waits)) } });
  }
};
