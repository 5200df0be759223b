import { tenantChanges } from '@regulars/contract/tenant';
import type { Tenant, TenantChanges } from '@regulars/sdk';
import { placeIn, writtenPlace } from '../addresses/place-in.ts';
import type { BusinessValues } from '../business/business-fields.tsx';
import { checkAgainst } from '../ui/check-against.ts';
import type { FieldErrors } from '../ui/field-errors.ts';

/** What the form holds: text as typed, empty for "not known". */
export interface BusinessSettings extends BusinessValues {
  customerNumberPrefix: string;
  /** Coordinates in any form, or a link to a map. */
  place: string;
}

export const businessSettingsOf = ({ id: _, position, name2, ...tenant }: Tenant): BusinessSettings => ({
  ...tenant,
  name2: name2 ?? '',
  place: position ? writtenPlace(position) : '',
});

const fields = [
  'name',
  'country',
  'language',
  'currency',
  'timeZone',
  'customerNumberPrefix',
] as const satisfies (keyof BusinessSettings)[];

/** Only what was changed, as PATCH takes it, and what it would refuse. */
export const businessChanges = (
  from: BusinessSettings,
  to: BusinessSettings,
): { changes: TenantChanges; errors: FieldErrors } => {
  const changed = (field: keyof BusinessSettings) => from[field].trim() !== to[field].trim();
  const place = to.place.trim() === '' ? null : placeIn(to.place);
  const changes: TenantChanges = {
    ...Object.fromEntries(fields.filter(changed).map((field) => [field, to[field].trim()])),
    ...(changed('name2') && { name2: to.name2.trim() || null }),
    ...(changed('place') && typeof place !== 'string' && { position: place }),
  };
  return {
    changes,
    errors: {
      ...checkAgainst(tenantChanges, changes),
      ...(to.name.trim() === '' && { name: 'required' }),
      ...(typeof place === 'string' && { place: 'invalid_value' }),
    },
  };
};
