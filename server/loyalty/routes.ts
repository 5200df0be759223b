import {
  adjustment,
  loyalty,
  loyaltyEntry,
  loyaltyQuery,
  loyaltySettings,
  loyaltySettingsChanges,
  redemption,
} from '@regulars/contract/loyalty';
import { z } from 'zod';
import { ok } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { adjustPoints } from './adjust-points.ts';
import { getLoyalty } from './get-loyalty.ts';
import { getLoyaltySettings } from './get-loyalty-settings.ts';
import { redeemPoints } from './redeem-points.ts';
import { updateLoyaltySettings } from './update-loyalty-settings.ts';

const tag = 'Loyalty';
const params = z.strictObject({ id: z.uuid() });
const entry = { status: 201, description: 'The entry of the ledger', schema: loyaltyEntry } as const;

export const loyaltyRoutes: Operation[] = [
  operation({
    id: 'getLoyalty',
    method: 'get',
    path: '/api/v1/customers/{id}/loyalty',
    tag,
    summary: 'Read the points of a customer and how they came',
    params,
    query: loyaltyQuery,
    success: { status: 200, description: 'Balance, tier, a page of the ledger', schema: loyalty },
    problems: ['not_found', 'invalid_cursor'],
    work: 'read',
    handle: async ({ tenant, params, query }) => ok(await getLoyalty(tenant, params.id, query)),
  }),

  operation({
    id: 'redeemPoints',
    method: 'post',
    path: '/api/v1/customers/{id}/loyalty/redemptions',
    tag,
    summary: 'Spend points',
    description: 'Only of a full customer, and never more than there are. What expires first is spent first.',
    params,
    body: redemption,
    success: entry,
    problems: [
      'not_found',
      'customer_inactive',
      'full_customer_required',
      'loyalty_off',
      'not_enough_points',
    ],
    work: 'write',
    atOnce: 2,
    handle: async ({ tenant, params, body }) => ({
      status: 201,
      body: await redeemPoints(tenant, params.id, body),
    }),
  }),

  operation({
    id: 'adjustPoints',
    method: 'post',
    path: '/api/v1/customers/{id}/loyalty/adjustments',
    tag,
    summary: 'Give or take points for a reason',
    description: 'They do not count towards a tier.',
    params,
    body: adjustment,
    success: entry,
    problems: ['not_found', 'not_enough_points'],
    work: 'write',
    atOnce: 2,
    handle: async ({ tenant, params, body }) => ({
      status: 201,
      body: await adjustPoints(tenant, params.id, body),
    }),
  }),

  operation({
    id: 'getLoyaltySettings',
    method: 'get',
    path: '/api/v1/tenant/loyalty',
    tag,
    summary: 'Read how the business gives points',
    success: { status: 200, description: 'The settings', schema: loyaltySettings },
    work: 'read',
    handle: async ({ tenant }) => ok(await getLoyaltySettings(tenant)),
  }),

  operation({
    id: 'updateLoyaltySettings',
    method: 'patch',
    path: '/api/v1/tenant/loyalty',
    tag,
    summary: 'Change how the business gives points',
    description:
      'A rule holds for orders from then on; points that were given keep their expiry. New tiers hold for everybody when this answers.',
    body: loyaltySettingsChanges,
    success: { status: 200, description: 'The settings after the change', schema: loyaltySettings },
    work: 'write-in-steps',
    handle: async ({ tenant, body }) => ok(await updateLoyaltySettings(tenant, body)),
  }),
];
