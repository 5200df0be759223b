import type { Language } from '@regulars/contract/tenant';
import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';

interface Reader {
  email: string;
  /** As the person last chose, else of the business where they began. */
  language: Language;
  /** Of that business, IANA. */
  timeZone: string;
}

/** How somebody who signs in here reads a mail; null where nobody does. */
export const readerOf = async (
  identity: Statements,
  who: { id: string } | { email: string },
): Promise<Reader | null> => {
  const [found] = await identity.execute(
    query
      .selectFrom('sys_people')
      .leftJoin('org_members', 'org_members.person_id', 'sys_people.id')
      .leftJoin('org_tenants_mst', 'org_tenants_mst.id', 'org_members.tenant_org_id')
      .select('email')
      .select(sql<Language>`coalesce(sys_people.language, org_tenants_mst.language, 'en')`.as('language'))
      .select(sql<string>`coalesce(org_tenants_mst.time_zone, 'UTC')`.as('timeZone'))
      .where((is) =>
        'id' in who ? is('sys_people.id', '=', who.id) : is('email', '=', who.email.toLowerCase()),
      )
      .orderBy('org_members.created_at')
      .limit(1),
  );
  return found ?? null;
};
