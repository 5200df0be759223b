import { z } from 'zod';
import { newPerson } from './session.ts';
import { newTenant } from './tenant.ts';

const link = z
  .string()
  .min(1)
  .max(200)
  .meta({ description: 'The token in the one-time link that the start prints.' });

export const setupLink = z.strictObject({ token: link }).meta({ id: 'SetupLink', example: { token: '…' } });
export const setupLinkState = z.strictObject({ valid: z.literal(true) }).meta({ id: 'SetupLinkState' });

export const setup = z.strictObject({ token: link, tenant: newTenant, owner: newPerson }).meta({
  id: 'Setup',
  example: {
    token: '…',
    tenant: { name: 'Al Noor', country: 'OM', currency: 'OMR', timeZone: 'Asia/Muscat' },
    owner: { name: 'Sara', email: 'owner@example.com', password: 'correct horse battery' },
  },
});
export type Setup = z.infer<typeof setup>;
