import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deliveryStatusPath } from '../messages/delivery-status.ts';
import { courier } from '../tenancy/across-tenants.ts';
import type { Verification } from './send-code.ts';

/** Twilio says here what became of a message. What it has not signed changes nothing. */
export const deliveryCallback = (database: Database, { readDelivery }: Verification) =>
  new Hono().post(
    deliveryStatusPath,
    bodyLimit({ maxSize: 16_384, onError: (c) => c.body(null, 413) }),
    async (c) => {
      const delivery = readDelivery(await c.req.text(), c.req.header('x-twilio-signature') ?? null);
      if (!delivery) return c.body(null, 403);
      await database
        .each(courier)
        .execute(
          query
            .updateTable('sys_otp_codes')
            .set({ delivery: delivery.status })
            .where('provider_id', '=', delivery.providerId),
        );
      return c.body(null, 204);
    },
  );
