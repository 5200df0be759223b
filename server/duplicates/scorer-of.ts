import { type Model, startingModel } from '@regulars/linkage/model';
import { createScorer, type Scorer } from '@regulars/linkage/score';
import { sql } from 'kysely';
import type { TenantStatements } from '../tenancy/in-tenant.ts';

/** Below, a tenant's customers are too few to learn from. */
export const fewestToLearnFrom = 300;

const startingFrom = startingModel(fewestToLearnFrom);
const expected = createScorer(startingFrom);
/** A model of another version is not understood, and learned anew. */
export const modelVersion = startingFrom.version;

// A scorer takes a megabyte or two: those of the tenants at work, the latest used last.
const kept = new Map<string, { learnedAt: string; scorer: Scorer }>();
const mostKept = 30;

/** How a tenant's customers are compared: by what they taught or, while there is nothing of that, by what is expected anywhere. */
export const scorerOf = async (tenant: TenantStatements): Promise<Scorer> => {
  const known = kept.get(tenant.id);
  const [row] = await tenant.execute(
    sql<{ learnedAt: string; model: Model | null }>`
      select learned_at::text as "learnedAt",
        case when learned_at::text is distinct from ${known?.learnedAt ?? null}::text then model end as model
      from org_duplicate_models
      where tenant_org_id = ${tenant.id} and model ->> 'version' = ${String(modelVersion)}`,
  );
  kept.delete(tenant.id);
  if (!row) return expected;
  const current = row.model ? { learnedAt: row.learnedAt, scorer: createScorer(row.model) } : known!;
  kept.set(tenant.id, current);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
  return current.scorer;
};
