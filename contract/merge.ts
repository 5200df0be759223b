import { z } from 'zod';
import { actor } from './actor.ts';
import { customerWithAddresses, profileStatus } from './customer.ts';
import { timestamp } from './moment.ts';
import { money } from './money.ts';
import { listOf, pageQuery } from './paging.ts';
import { anyJson, line } from './text.ts';

/** Fields of which a caller may say whose value stays. */
export const mergeFields = [
  'firstName',
  'lastName',
  'displayName',
  'name',
  'name2',
  'phone',
  'email',
  'birthDate',
  'avatarUrl',
  'preferences',
  'notes',
] as const;
export type MergeField = (typeof mergeFields)[number];

const side = z.enum(['source', 'target']);

const choices = z
  .strictObject(
    Object.fromEntries(mergeFields.map((field) => [field, side.optional()])) as Record<
      MergeField,
      z.ZodOptional<typeof side>
    >,
  )
  .meta({
    id: 'MergeChoices',
    description:
      'Whose value stays, field by field. Where nothing is said the target’s does, preferences are merged (the target’s win) and notes joined. Whoever has no value leaves it to the other. A phone or e-mail that gives way stays as a further contact. Tags are always those of both.',
  });
export type MergeChoices = z.infer<typeof choices>;

const pair = {
  sourceCustomerId: z.uuid().meta({ description: 'Goes away; its id leads to the target from then on.' }),
  targetCustomerId: z
    .uuid()
    .meta({ description: 'Stays. Where it was itself merged, whoever it was merged into.' }),
  fields: choices.optional(),
};
const different = ({ value, issues }: { value: MergePair; issues: z.core.$ZodRawIssue[] }) => {
  if (value.sourceCustomerId.toLowerCase() !== value.targetCustomerId.toLowerCase()) return;
  issues.push({
    code: 'custom',
    path: ['targetCustomerId'],
    message: 'A customer is not merged into itself.',
    input: value.targetCustomerId,
  });
};
type MergePair = { sourceCustomerId: string; targetCustomerId: string };

const example = {
  sourceCustomerId: '01983f6e-8a4f-7c31-9b1e-000000000001',
  targetCustomerId: '01983f6e-8a4f-7c31-9b1e-000000000002',
};

export const mergePreviewRequest = z
  .strictObject(pair)
  .check(different)
  .meta({ id: 'MergePreviewRequest', example });
export type MergePreviewRequest = z.infer<typeof mergePreviewRequest>;

export const newMerge = z
  .strictObject({ ...pair, reason: line(500).meta({ description: 'Why both are one person.' }) })
  .check(different)
  .meta({
    id: 'NewMerge',
    example: { ...example, fields: { email: 'source' }, reason: 'Came back with another number' },
  });
export type NewMerge = z.infer<typeof newMerge>;

/** What a field will be, and why. */
export const mergedField = z
  .strictObject({
    field: z.enum([...mergeFields, 'tags', 'profileStatus']),
    source: anyJson,
    target: anyJson,
    result: anyJson,
    from: z.enum(['source', 'target', 'both']).nullable().meta({
      description: 'Whose value it is; both: equal, or made of both; null: neither has one.',
    }),
    why: z
      .enum([
        'neither_has_one',
        'equal',
        'only_source_has_one',
        'only_target_has_one',
        'target_stays',
        'target_is_named',
        'chosen',
        'joined',
        'higher',
        'phone_not_proven',
      ])
      .meta({
        description:
          'target_is_named: a name or display name of the source would hide the target’s name. phone_not_proven: the source is full, but its proven phone is not the one that stays.',
      }),
    isConflict: z.boolean().meta({ description: 'Both have a value, and they differ.' }),
    canChoose: z.boolean().meta({ description: '`fields` may say otherwise.' }),
  })
  .meta({ id: 'MergedField' });
export type MergedField = z.infer<typeof mergedField>;

export const mergeWarnings = [
  'birth_dates_differ',
  'both_phones_verified',
  'verification_lost',
  'source_inactive',
] as const;

export const mergePreview = z
  .strictObject({
    source: customerWithAddresses,
    target: customerWithAddresses,
    fields: z.array(mergedField),
    moves: z
      .strictObject({
        orders: z.int(),
        totalSpent: money,
        addresses: z.int().meta({ description: 'Active ones.' }),
        loyaltyPoints: z.int(),
        tags: z.int().meta({ description: 'Tags that only the source has.' }),
        consents: z
          .int()
          .meta({ description: 'Settings of `preferences.notifications` that only the source has.' }),
        contacts: z.int().meta({ description: 'Phones and e-mails that become further contacts.' }),
        mergedCustomers: z.int().meta({ description: 'Customers who were merged into the source before.' }),
      })
      .meta({ id: 'MergeMoves', description: 'What the target gets.' }),
    warnings: z.array(z.enum(mergeWarnings)).meta({
      description:
        'birth_dates_differ, both_phones_verified: perhaps two people. verification_lost: the source’s proof does not come along, because another phone stays.',
    }),
  })
  .meta({ id: 'MergePreview' });
export type MergePreview = z.infer<typeof mergePreview>;

const counts = {
  ordersMoved: z.int(),
  addressesMoved: z.int().meta({ description: 'Removed ones included.' }),
  loyaltyPointsMerged: z.int(),
  contactsKept: z
    .int()
    .meta({ description: 'Phones and e-mails that gave way and are further contacts now.' }),
  tagsAdded: z.int(),
};

export const mergeResult = z
  .strictObject({
    mergeId: z.uuid(),
    customer: customerWithAddresses.meta({ description: 'The target, with everything.' }),
    ...counts,
  })
  .meta({ id: 'MergeResult' });

const party = z
  .strictObject({ id: z.uuid(), customerNumber: z.string(), displayName: z.string(), profileStatus })
  .meta({ id: 'MergedCustomer' });

export const undoObstacles = ['already_undone', 'merged_since', 'points_spent', 'phone_taken'] as const;

export const merge = z
  .strictObject({
    id: z.uuid(),
    at: timestamp,
    actor,
    reason: z.string(),
    source: party,
    target: party,
    ...counts,
    undone: z
      .strictObject({
        at: timestamp,
        actor,
        fieldsKept: z
          .array(z.string())
          .meta({ description: 'Edited since the merge, and therefore left as they were.' }),
      })
      .nullable(),
    canUndo: z.boolean(),
    whyNot: z.enum(undoObstacles).nullable().meta({
      description:
        'What an undo would be refused with. merged_since: the target was merged itself; undo `laterMergeId` first.',
    }),
    laterMergeId: z.uuid().nullable(),
  })
  .meta({ id: 'Merge' });
export type Merge = z.infer<typeof merge>;

export const mergeQuery = z.strictObject({
  customerId: z
    .uuid()
    .optional()
    .meta({ description: 'Merges of this customer, and of those who were merged into it.' }),
  ...pageQuery,
});
export type MergeQuery = z.infer<typeof mergeQuery>;
export const mergeList = listOf(merge).meta({ id: 'MergeList' });

export const undoneMerge = z
  .strictObject({
    mergeId: z.uuid(),
    source: customerWithAddresses.meta({ description: 'There again.' }),
    target: customerWithAddresses,
    ordersReturned: z.int(),
    addressesReturned: z.int(),
    loyaltyPointsReturned: z.int(),
    fieldsKept: z.array(z.string()).meta({
      description: 'Fields of the target that were edited since the merge, and therefore left as they are.',
      example: ['email'],
    }),
  })
  .meta({ id: 'UndoneMerge' });
