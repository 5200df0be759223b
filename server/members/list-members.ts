import type { Member } from '@regulars/contract/member';
import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';

/** Everybody who works for a business, owners first. */
export const listMembers = (staff: Statements, tenantId: string): Promise<Member[]> =>
  staff.execute(
    query
      .selectFrom('org_members as member')
      .innerJoin('sys_people as person', 'person.id', 'member.person_id')
      .select(['person.id', 'person.name', 'person.email', 'member.role'])
      .select('person.two_factor_enabled as twoFactor')
      .select(sql<string | null>`to_json(member.seen_at) #>> '{}'`.as('seenAt'))
      .select(
        sql<number>`(select count(*)::int from org_api_keys key
          where key.tenant_org_id = member.tenant_org_id and key.created_by = person.id::text
            and key.revoked_at is null and (key.expires_at is null or key.expires_at > now()))`.as('apiKeys'),
      )
      .where('member.tenant_org_id', '=', tenantId)
      .orderBy(sql`array_position(array['owner', 'admin', 'staff', 'viewer'], member.role)`)
      .orderBy('person.name')
      .orderBy('person.id'),
  ) as Promise<Member[]>;
