import type { FieldError } from '@regulars/contract/problem';
import {
  stricterUpwards,
  type VerificationSettingsChanges,
  type VerificationSettingsShape,
} from '@regulars/contract/verification';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { getVerificationSettings } from './get-verification-settings.ts';
import { settingsColumns, type VerificationSettings } from './verification-settings.ts';

type Field = keyof VerificationSettingsChanges;

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
    Object.entries(changes).map(([field, value]) => [settingsColumns[field as Field], value]),
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
  return getVerificationSettings(tenant, deployment);
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
