import type { CustomerDraft } from '@regulars/contract/duplicate';
import { normalizePhone } from '../phones/normalize-phone.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type Alike, listAlike } from './list-alike.ts';

/** No customer has it. */
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Who may be the customer that somebody is typing, as far as it is typed. A phone is compared once it is whole, and
 * then whoever has it is shown: creating another with it would be refused.
 */
export const checkDuplicates = async (tenant: Tenant, draft: CustomerDraft): Promise<Alike[]> => {
  const { country } = await tenant.facts();
  const read = draft.phone ? normalizePhone(draft.phone, country) : null;
  const phone = read && 'e164' in read ? read.e164 : null;
  return listAlike(
    tenant,
    {
      id: draft.id ?? nobody,
      first_name: draft.firstName ?? null,
      last_name: draft.lastName ?? null,
      display_name: draft.displayName ?? null,
      name: draft.name ?? null,
      name2: draft.name2 ?? null,
      phone,
      email: draft.email ?? null,
      birth_date: draft.birthDate ?? null,
    },
    { withPhone: phone },
  );
};
