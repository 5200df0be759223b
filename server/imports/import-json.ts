import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';

/** The import of the contract as JSON text. For a statement in which `org_imports` is in scope. */
export const importJson = sql<JsonText>`(select row_to_json(wire)::text from (select
  id, state, file_name "fileName", bytes, format, encoding, delimiter, has_heading "hasHeading",
  (select coalesce(json_agg(json_build_object('index', place - 1, 'heading', each -> 'heading', 'samples', each -> 'samples',
      'field', each -> 'field', 'proposal', each -> 'proposal') order by place), '[]')
    from jsonb_array_elements(columns) with ordinality as listed (each, place)) "columns",
  json_build_object('rows', to_create + to_update + unchanged + duplicate + invalid, 'create', to_create,
    'update', to_update, 'unchanged', unchanged, 'duplicate', duplicate, 'invalid', invalid) "counts",
  case when committed_at is not null then json_build_object('created', created, 'updated', updated,
    'unchanged', kept, 'skipped', skipped, 'rejected', rejected) end "results",
  case when state in ('rolling_back', 'rolled_back') then json_build_object('deactivated', deactivated,
    'restored', restored, 'left', left_alone) end "rollback",
  case when state in ('checking', 'importing', 'rolling_back') then (
    select json_build_object('done', step_done,
      'total', case state
        when 'importing' then to_create + to_update + unchanged + duplicate + invalid
        when 'rolling_back' then created + updated end,
      'share', least(1, step_share),
      'rowsPerSecond', case when seconds > 0 and step_done > 0 then round(step_done / seconds) end,
      'secondsLeft', case when seconds > 0 and step_share > 0.01
        then round((seconds / step_share * (1 - least(1, step_share)))::numeric, 1) end)
    from (select extract(epoch from now() - step_started_at)::float8 as seconds) since) end "progress",
  all_or_nothing "allOrNothing", duplicates,
  case when failure_code is not null then json_build_object('code', failure_code,
    'reason', failure_reason, 'line', failure_line, 'detail', failure_detail) end "failure",
  created_at "createdAt", json_build_object('id', created_by, 'name', created_by_name) "createdBy",
  committed_at "committedAt", ended_at "endedAt", kept_until "keptUntil") wire)`;

/** @throws Refusal not_found */
export const readImport = async (tenant: Tenant, id: string): Promise<JsonText> => {
  const [row] = await tenant.execute(
    query
      .selectFrom('org_imports')
      .select(importJson.as('json'))
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id),
  );
  if (!row) throw new Refusal('not_found');
  return row.json;
};
