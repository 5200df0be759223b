import { z } from 'zod';

/** Who did something, by the name that they had then. */
export const actor = z.strictObject({ id: z.string(), name: z.string().nullable() });
