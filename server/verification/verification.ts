import { createHmac } from 'node:crypto';
import { readDeliveryStatus } from '../messages/delivery-status.ts';
import type { Messenger } from '../messages/messenger.ts';
import type { Settings } from '../settings.ts';
import { codeSecrets } from './secrets.ts';
import type { Verification } from './send-code.ts';

/**
 * Verification as the environment configures it.
 *
 * @param secret of the installation: without OTP_SECRETS the key of codes is derived from it
 */
export const verificationOf = (
  settings: Settings,
  messenger: Messenger,
  secret: string,
  publicUrl: string,
): Omit<Verification, 'waitOfIp'> => ({
  messenger,
  secrets: codeSecrets(
    settings.OTP_SECRETS ?? [createHmac('sha256', secret).update('one-time codes').digest('hex')],
  ),
  host: new URL(publicUrl).hostname,
  readDelivery: (form, signature) => readDeliveryStatus(settings, form, signature),
  settings: {
    codeLength: settings.OTP_CODE_LENGTH,
    codeSeconds: settings.OTP_CODE_SECONDS,
    attempts: settings.OTP_ATTEMPTS,
    lockSeconds: settings.OTP_LOCK_SECONDS,
    cooldownSeconds: settings.OTP_COOLDOWN_SECONDS,
    phonePerHour: settings.OTP_PHONE_PER_HOUR,
    phonePerDay: settings.OTP_PHONE_PER_DAY,
    actorPerHour: settings.OTP_ACTOR_PER_HOUR,
    ipPerHour: settings.OTP_IP_PER_HOUR,
    tenantPerDay: settings.OTP_TENANT_PER_DAY,
    countryPerDay: settings.OTP_COUNTRY_PER_DAY,
    countries: settings.OTP_COUNTRIES?.split(',') ?? null,
    messages: { en: settings.OTP_MESSAGE_EN ?? null, ar: settings.OTP_MESSAGE_AR ?? null },
  },
});
