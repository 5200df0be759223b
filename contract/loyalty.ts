import { z } from 'zod';
import { actor } from './actor.ts';
import { moment, timestamp } from './moment.ts';
import { amount, money } from './money.ts';
import { orderStatuses } from './order.ts';
import { listOf, pageQuery } from './paging.ts';
import { line } from './text.ts';

const largestPoints = 1_000_000_000;

export const tier = z
  .strictObject({
    key: z
      .string()
      .regex(/^[a-z0-9-]{1,30}$/, { error: 'takes 1 to 30 of a-z, 0-9 and -' })
      .meta({ description: 'What a customer’s `tier` says.', example: 'gold' }),
    name: line(50),
    name2: line(50).nullable().meta({ description: 'In the other script.' }),
    threshold: z
      .int()
      .min(1)
      .max(largestPoints)
      .meta({ description: 'Points that were ever earned with orders, spent or not.' }),
  })
  .meta({ id: 'LoyaltyTier' });
export type Tier = z.infer<typeof tier>;

const tiers = z
  .array(tier)
  .max(10)
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, { error: 'have a key twice' })
  .refine((all) => all.every(({ threshold }, at) => at === 0 || threshold > all[at - 1]!.threshold), {
    error: 'do not rise from each to the next',
  });

/** Statuses on which points can be earned. */
export const earningStatuses = orderStatuses.slice(0, 4) as ['received', 'in_progress', 'ready', 'delivered'];

export const loyaltySettings = z
  .strictObject({
    enabled: z.boolean().meta({ description: 'Off: nothing is earned or redeemed; what is there stays.' }),
    pointsPerUnit: amount
      .refine((points) => Number(points) <= 10_000, { error: 'is more than 10000' })
      .meta({ description: 'Points for one unit of the currency.', example: '1' }),
    rounding: z.enum(['down', 'nearest', 'up']).meta({ description: 'Of the points of one order.' }),
    earnOn: z
      .enum(earningStatuses)
      .meta({ description: 'An order earns once it is here or further; cancelled or refunded, no longer.' }),
    earnsFrom: moment.nullable().meta({
      description: 'Orders placed before earn nothing. Set to the moment in which `enabled` becomes true.',
    }),
    expiryMonths: z
      .int()
      .min(1)
      .max(120)
      .nullable()
      .meta({ description: 'Points earned from now on expire after so many months; null: never.' }),
    pointValue: amount
      .nullable()
      .meta({ description: 'What a redeemed point is worth in the currency; null: not in money.' }),
    tiers,
  })
  .meta({ id: 'LoyaltySettings' });
export type LoyaltySettings = z.infer<typeof loyaltySettings>;

export const loyaltySettingsChanges = loyaltySettings.partial().meta({
  id: 'LoyaltySettingsChanges',
  description: 'Only what is sent changes; tiers are sent as a whole.',
  example: {
    enabled: true,
    pointsPerUnit: '1',
    earnOn: 'delivered',
    tiers: [
      { key: 'silver', name: 'Silver', name2: 'فضي', threshold: 500 },
      { key: 'gold', name: 'Gold', name2: 'ذهبي', threshold: 2000 },
    ],
  },
});
export type LoyaltySettingsChanges = z.infer<typeof loyaltySettingsChanges>;

export const loyaltyEntry = z
  .strictObject({
    entry: z.int().min(1).meta({ description: 'Its number in the ledger of the customer.' }),
    at: timestamp,
    kind: z.enum(['earn', 'redeem', 'adjust', 'expire', 'merge', 'undo']).meta({
      description:
        'undo: taken back, because the order that earned them was cancelled or a merge was undone.',
    }),
    points: z.int().meta({ description: 'Negative where they went.' }),
    balance: z.int().meta({ description: 'Afterwards.' }),
    reason: z.string().nullable(),
    orderId: z.uuid().nullable(),
    orderNumber: z.string().nullable().meta({ description: 'What stands on its receipt.' }),
    value: money.nullable().meta({ description: 'What redeemed points were worth.' }),
    expiresAt: timestamp
      .nullable()
      .meta({ description: 'When these points expire; null: never, or they went.' }),
    actor,
  })
  .meta({ id: 'LoyaltyEntry' });
export type LoyaltyEntry = z.infer<typeof loyaltyEntry>;

export const loyaltyQuery = z.strictObject(pageQuery);

/** What a customer has, and how it came: newest first. */
export const loyalty = listOf(loyaltyEntry)
  .extend({
    balance: z.int(),
    earned: z.int().meta({ description: 'Ever earned with orders: what tiers are measured on.' }),
    tier: tier.nullable(),
    nextTier: tier
      .extend({ missing: z.int().meta({ description: 'Points still to be earned.' }) })
      .meta({ id: 'NextLoyaltyTier' })
      .nullable(),
    nextExpiry: z.strictObject({ points: z.int(), at: timestamp }).nullable(),
  })
  .meta({ id: 'Loyalty' });

const points = z.int().min(1).max(largestPoints);

export const redemption = z
  .strictObject({
    points,
    reason: line(500).optional().meta({ description: 'What for.' }),
  })
  .meta({ id: 'Redemption', example: { points: 100 } });
export type Redemption = z.infer<typeof redemption>;

export const adjustment = z
  .strictObject({
    points: z
      .int()
      .min(-largestPoints)
      .max(largestPoints)
      .refine((number) => number !== 0, { error: 'are none' })
      .meta({ description: 'Negative takes away.' }),
    reason: line(500),
  })
  .meta({ id: 'Adjustment', example: { points: 50, reason: 'Sorry for the late delivery' } });
export type Adjustment = z.infer<typeof adjustment>;
