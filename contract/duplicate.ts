import { z } from 'zod';
import { actor } from './actor.ts';
import { profileStatus } from './customer.ts';
import { timestamp } from './moment.ts';
import { listOf, pageQuery } from './paging.ts';
import { anyJson, anyText } from './text.ts';

/** What somebody is typing of a customer: whatever is there so far, nothing of it checked, what cannot be read ignored. */
const typed = anyText(300).nullish();
export const customerDraft = z
  .strictObject({
    id: z.uuid().nullish().meta({
      description:
        'Whose form it is, where it is no new customer: neither they nor whom they were told apart from are shown.',
    }),
    type: profileStatus.nullish(),
    firstName: typed,
    lastName: typed,
    displayName: typed,
    name: typed,
    name2: typed,
    phone: typed,
    email: typed,
    birthDate: typed,
    avatarUrl: anyText(2000).nullish(),
    preferences: z.record(z.string(), anyJson).nullish(),
    notes: anyText(10_000).nullish(),
    tags: z.array(anyText(300)).max(100).nullish(),
  })
  .meta({
    id: 'CustomerDraft',
    description: 'A customer as far as typed: any fields of a new customer, half-finished ones too.',
    example: { name: 'Sara Al Bal', phone: '9012' },
  });
export type CustomerDraft = z.infer<typeof customerDraft>;

/** What is compared. `household` is about two people who share what a household, or a name, has in common. */
export const duplicateFields = [
  'firstName',
  'lastName',
  'nameOrder',
  'middleName',
  'birthDate',
  'phone',
  'email',
  'address',
  'postalCode',
  'city',
  'region',
  'country',
  'household',
] as const;

/** How a field agrees or differs, from one field to another the same words. */
export const duplicateLevels = [
  'equal',
  'close',
  'alike',
  'short_form',
  'initial',
  'faintly_alike',
  'different',
  'alike_across_scripts',
  'faintly_alike_across_scripts',
  'different_across_scripts',
  'same',
  'swapped',
  'day_and_month_swapped',
  'one_digit_differs',
  'two_digits_differ',
  'same_day',
  'same_year',
  'equal_year',
  'one_letter_differs',
  'local_part_equal',
  'number_equal',
  'number_differs',
  'same_area',
  'relatives_likely',
  'namesakes_likely',
] as const;

export const duplicateReason = z
  .strictObject({
    field: z.enum(duplicateFields),
    level: z.enum(duplicateLevels),
    weight: z.number().meta({
      description: 'In bits: above 0 it speaks for one person, below 0 for two; 1 doubles the odds.',
    }),
    similarity: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .meta({ description: 'Where the level leaves room for more and less.' }),
  })
  .meta({ id: 'DuplicateReason' });
export type DuplicateReason = z.infer<typeof duplicateReason>;

export const duplicateDecisions = ['same', 'ask'] as const;
const decision = z.enum(duplicateDecisions).meta({
  description: 'same: more likely one person than two (a score of 0.5 or more); ask: worth a look.',
});

const score = z.number().min(0).max(1).meta({ description: 'The probability that both are one person.' });
const reasons = z.array(duplicateReason).meta({ description: 'What speaks most comes first.' });

/** Enough of a customer to recognise somebody. */
export const customerSummary = z
  .strictObject({
    id: z.uuid(),
    customerNumber: z.string().meta({ example: 'CUST-00001' }),
    profileStatus,
    displayName: z.string(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    name: z.string().nullable(),
    name2: z.string().nullable(),
    phone: z.string().nullable().meta({ description: 'E.164', example: '+96890123456' }),
    email: z.string().nullable(),
    birthDate: z.iso.date().nullable(),
    isActive: z.boolean(),
  })
  .meta({ id: 'CustomerSummary' });

export const duplicateCandidate = z
  .strictObject({ customer: customerSummary, score, decision, reasons })
  .meta({ id: 'DuplicateCandidate' });

export const duplicateCandidates = z
  .strictObject({
    candidates: z.array(duplicateCandidate).meta({ description: 'The best first, ten at most.' }),
  })
  .meta({ id: 'DuplicateCandidates' });

export const duplicateDismissal = z
  .strictObject({
    at: timestamp,
    by: actor,
  })
  .meta({ id: 'DuplicateDismissal', description: 'Who said that they are two people, and when.' });

export const duplicatePair = z
  .strictObject({
    customers: z
      .array(customerSummary)
      .length(2)
      .meta({ description: 'The one who came first is the first.' }),
    score,
    decision,
    reasons,
    foundAt: timestamp.meta({ description: 'Since when the two have looked like one.' }),
    dismissal: duplicateDismissal.nullable(),
  })
  .meta({ id: 'DuplicatePair' });

export const duplicateSorts = ['-score', '-foundAt'] as const;
export const duplicateStates = ['open', 'dismissed'] as const;

export const duplicateQuery = z.strictObject({
  decision: decision.optional(),
  state: z.enum(duplicateStates).default('open'),
  sort: z.enum(duplicateSorts).default('-score'),
  ...pageQuery,
});
export type DuplicateQuery = z.infer<typeof duplicateQuery>;

export const duplicateList = listOf(duplicatePair).meta({ id: 'DuplicateList' });
