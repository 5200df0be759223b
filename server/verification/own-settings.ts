import type { FieldError } from '@regulars/contract/problem';
import {
  stricterUpwards,
  type VerificationSettingsChanges,
  type VerificationSettingsShape,
} from '@regulars/contract/verification';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import type { VerificationSettings } from './verification-settings.ts';

const columns = {
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
type Field = keyof typeof columns;

/** What the business says itself, beside what the deployment says. */
export const ownVerificationSettings = async (
  tenant: Tenant,
  { messages: _, ...deployment }: VerificationSettings,
): Promise<VerificationSettingsShape> => {
  const [own] = await tenant.execute(
    query.selectFrom('org_verification_settings').selectAll().where('tenant_org_id', '=', tenant.id),
  );
  const said = Object.entries(columns).map(([field, column]) => [field, own?.[column] ?? null]);
  return { ...Object.fromEntries(said), deployment };
};

/**
 * Changes what was sent; null: as the deployment says.
 *
 * @throws Refusal invalid_request: wider than the deployment allows
 */
export const updateVerificationSettings = async (
  tenant: Tenant,
  changes: VerificationSettingsChanges,
  deployment: VerificationSettings,
): Promise<VerificationSettingsShape> => {
  const errors = (Object.keys(changes) as Field[]).flatMap((field) => tooWide(field, changes, deployment));
  if (errors.length > 0) throw new Refusal('invalid_request', { errors });
  const values = Object.fromEntries(
    Object.entries(changes).map(([field, value]) => [columns[field as Field], value]),
  );
  await tenant.execute(
    query
      .insertInto('org_verification_settings')
      .values({ tenant_org_id: tenant.id, ...values })
      .onConflict((known) =>
        Object.keys(values).length > 0
          ? known.column('tenant_org_id').doUpdateSet(values)
          : known.doNothing(),
      ),
  );
  return ownVerificationSettings(tenant, deployment);
};

const tooWide = (
  field: Field,
  changes: VerificationSettingsChanges,
  deployment: VerificationSettings,
): FieldError[] => {
  const wanted = changes[field];
  if (typeof wanted === 'number') {
    const limit = deployment[field as 'attempts'];
    const isWide = stricterUpwards.has(field) ? wanted < limit : wanted > limit;
    const side = stricterUpwards.has(field) ? 'least' : 'most';
    return isWide
      ? [{ pointer: `/${field}`, code: 'invalid_value', detail: `At ${side} ${limit}, says the deployment.` }]
      : [];
  }
  if (!Array.isArray(wanted) || deployment.countries === null) return [];
  const allowed = new Set(deployment.countries);
  return wanted.flatMap((country, at) =>
    allowed.has(country)
      ? []
      : [
          {
            pointer: `/${field}/${at}`,
            code: 'invalid_value',
            detail: 'The deployment sends no codes there.',
          } as const,
        ],
  );
};
