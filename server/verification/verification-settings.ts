import type { VerificationSettingsChanges, VerificationSettingsShape } from '@regulars/contract/verification';
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

/** The fields that a business can say itself, as columns of org_verification_settings. */
export const settingsColumns = {
  codeLength: 'code_length',
  codeSeconds: 'code_seconds',
  attempts: 'attempts',
  lockSeconds: 'lock_seconds',
  cooldownSeconds: 'cooldown_seconds',
  phonePerHour: 'phone_per_hour',
  phonePerDay: 'phone_per_day',
  actorPerHour: 'actor_per_hour',
  ipPerHour: 'ip_per_hour',
  tenantPerDay: 'tenant_per_day',
  countryPerDay: 'country_per_day',
  countries: 'countries',
  messageEn: 'message_en',
  messageAr: 'message_ar',
} as const satisfies Record<keyof VerificationSettingsChanges, string>;

type OwnSettings = Omit<VerificationSettingsShape, 'deployment'>;

/** What the business says itself; null: as the deployment says. */
export const ownSettings = async (tenant: Tenant): Promise<OwnSettings> => {
  const [own] = await tenant.execute(
    query.selectFrom('org_verification_settings').selectAll().where('tenant_org_id', '=', tenant.id),
  );
  const said = Object.entries(settingsColumns).map(([field, column]) => [field, own?.[column] ?? null]);
  return Object.fromEntries(said) as OwnSettings;
};

/** Those of the tenant, over those of the deployment. */
export const verificationSettingsOf = async (
  tenant: Tenant,
  deployment: VerificationSettings,
): Promise<VerificationSettings> => {
  const { messageEn, messageAr, ...limits } = await ownSettings(tenant);
  const said = Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== null));
  const { en, ar } = deployment.messages;
  return { ...deployment, ...said, messages: { en: messageEn ?? en, ar: messageAr ?? ar } };
};
