import { z } from 'zod';
import { tags } from './customer.ts';
import { problemCode } from './problem.ts';

/** How many customers one request may name. */
export const bulkCustomers = 500;

const named = {
  id: z.uuid(),
  version: z.int().min(1).optional().meta({
    description: 'The one that it is expected to have: with another it is refused and left as it is.',
  }),
};

const each = <Named extends z.ZodType<{ id: string }>>(customer: Named) =>
  z
    .array(customer)
    .min(1)
    .max(bulkCustomers)
    .refine((all) => new Set(all.map(({ id }) => id.toLowerCase())).size === all.length, {
      error: 'names a customer twice',
    });

/** Customers whom all of the same happens to. */
export const customerBulk = z.strictObject({ customers: each(z.strictObject(named)) }).meta({
  id: 'CustomerBulk',
  example: {
    customers: [
      { id: '01900000-0000-7000-8000-000000000001', version: 3 },
      { id: '01900000-0000-7000-8000-000000000002' },
    ],
  },
});
export type CustomerBulk = z.infer<typeof customerBulk>;

export const tagBulk = z
  .strictObject({
    customers: each(
      z.strictObject({
        ...named,
        add: tags.optional().meta({ description: 'Put behind those that are there.' }),
        remove: tags.optional(),
      }),
    ),
  })
  .meta({
    id: 'TagBulk',
    example: { customers: [{ id: '01900000-0000-7000-8000-000000000001', add: ['vip'] }] },
  });
export type TagBulk = z.infer<typeof tagBulk>;

export const customerBulkResult = z
  .strictObject({
    index: z.int().meta({ description: 'Place in the request, from 0.' }),
    customerId: z
      .uuid()
      .nullable()
      .meta({ description: 'Of a merged one: who is there instead. Null: nobody has this id.' }),
    outcome: z.enum(['changed', 'unchanged', 'refused']),
    version: z.int().nullable().meta({ description: 'The version that the customer has now.' }),
    added: z.array(z.string()).meta({ description: 'Tags that were not there before.' }),
    removed: z.array(z.string()).meta({ description: 'Tags that were.' }),
    code: problemCode.nullable().meta({ description: 'Why it was refused.' }),
    detail: z.string().nullable(),
  })
  .meta({ id: 'CustomerBulkResult' });
export type CustomerBulkResult = z.infer<typeof customerBulkResult>;

export const customerBulkResults = z
  .strictObject({
    changed: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    results: z.array(customerBulkResult).meta({ description: 'One for each customer, in their order.' }),
  })
  .meta({ id: 'CustomerBulkResults' });
export type CustomerBulkResults = z.infer<typeof customerBulkResults>;
