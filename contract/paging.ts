import { z } from 'zod';

/** What every list takes. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: 'Rows a page, 1 to 100.' }),
  cursor: z.string().max(2000).optional().meta({
    description:
      '`page.nextCursor` of the page before, or `page.previousCursor` of the page after; it belongs to its tenant, filters and sort.',
  }),
};

export const page = z
  .strictObject({
    nextCursor: z.string().nullable().meta({ description: 'Null on the last page.' }),
    total: z
      .int()
      .min(0)
      .meta({ description: 'Rows in the whole list, or the count up to which was counted.' }),
    totalIsExact: z.boolean().meta({ description: 'False: there are more than `total`.' }),
  })
  .meta({ id: 'Page' });

/** Of a list that is turned back as well. */
export const pageBothWays = page
  .extend({ previousCursor: z.string().nullable().meta({ description: 'Null on the first page.' }) })
  .meta({ id: 'PageBothWays' });
export type PageBothWays = z.infer<typeof pageBothWays>;

/** The one shape of every list: `{data: […], page: {…}}`. */
export const listOf = <T extends z.ZodType>(item: T) => z.strictObject({ data: z.array(item), page });

export type Page = z.infer<typeof page>;
