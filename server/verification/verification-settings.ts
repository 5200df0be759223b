import { query } from '@regulars/database/query';
import type { Tenant } from '../tenancy/in-tenant.ts';

/** How codes are made and limited: of the deployment (`OTP_*`), where a tenant does not say otherwise. */
export interface VerificationSettings {
  codeLength: number;
  codeSeconds: number;
  /** Wrong codes of a phone until it is locked. */
  attempts: number;
  lockSeconds: number;
  cooldownSeconds: number;
  phonePerHour: number;
  phonePerDay: number;
  actorPerHour: number;
  ipPerHour: number;
  tenantPerDay: number;
  countryPerDay: number;
  /** ISO 3166-1 codes; null: every country. */
  countries: string[] | null;
  /** With `{code}` in them; null: the product's own words. */
  messages: { en: string | null; ar: string | null };
}

/** Those of the tenant, over those of the deployment. */
export const verificationSettingsOf = async (
  tenant: Tenant,
  deployment: VerificationSettings,
): Promise<VerificationSettings> => {
  const [own] = await tenant.execute(
    query.selectFrom('org_verification_settings').selectAll().where('tenant_org_id', '=', tenant.id),
  );
  if (!own) return deployment;
  return {
    codeLength: own.code_length ?? deployment.codeLength,
    codeSeconds: own.code_seconds ?? deployment.codeSeconds,
    attempts: own.attempts ?? deployment.attempts,
    lockSeconds: own.lock_seconds ?? deployment.lockSeconds,
    cooldownSeconds: own.cooldown_seconds ?? deployment.cooldownSeconds,
    phonePerHour: own.phone_per_hour ?? deployment.phonePerHour,
    phonePerDay: own.phone_per_day ?? deployment.phonePerDay,
    actorPerHour: own.actor_per_hour ?? deployment.actorPerHour,
    ipPerHour: own.ip_per_hour ?? deployment.ipPerHour,
    tenantPerDay: own.tenant_per_day ?? deployment.tenantPerDay,
    countryPerDay: own.country_per_day ?? deployment.countryPerDay,
    countries: own.countries ?? deployment.countries,
    messages: { en: own.message_en ?? deployment.messages.en, ar: own.message_ar ?? deployment.messages.ar },
  };
};
