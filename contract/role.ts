import { z } from 'zod';

/** What a person, a token or a key may do in a tenant; each role may do all that those after it may. */
export const roles = ['owner', 'admin', 'staff', 'viewer'] as const;
export const role = z.enum(roles).meta({ id: 'Role' });
export type Role = z.infer<typeof role>;
