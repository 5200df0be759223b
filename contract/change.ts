import { z } from 'zod';

export const changeKinds = ['customer', 'order', 'duplicates', 'settings', 'everything'] as const;

/** That something has changed, and never what it says: whoever may see it reads it anew. */
export const change = z
  .strictObject({
    kind: z.enum(changeKinds).meta({
      description:
        'customer: with addresses, points and whatever else makes a version. duplicates: the inbox. everything: it cannot be told what has changed since `Last-Event-ID`.',
    }),
    customerId: z
      .uuid()
      .nullable()
      .meta({ description: 'Whose. Null: of many, or of nobody in particular.' }),
    version: z.int().nullable().meta({ description: 'customer: the version by now.' }),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof change>;
