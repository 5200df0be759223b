import { z } from 'zod';
import { emailAddress, password } from './session.ts';

const token = z.string().max(200).meta({ description: 'What the link carries behind its #.' });

export const recoveryWays = z
  .strictObject({
    byMail: z
      .boolean()
      .meta({ description: 'Whoever asks gets a link by mail; otherwise operators make it.' }),
  })
  .meta({ id: 'RecoveryWays' });

export const recoveryRequest = z
  .strictObject({ email: emailAddress })
  .meta({ id: 'RecoveryRequest', example: { email: 'owner@example.com' } });

export const recoveryLink = z.strictObject({ token }).meta({ id: 'RecoveryLink', example: { token: '…' } });

/** What whoever holds the link may know. */
export const recoveryFacts = z
  .strictObject({
    email: z.string().meta({ description: 'Whose it is, masked.', example: 'f***@example.com' }),
    endsTwoFactor: z.boolean().meta({ description: 'The second factor goes with the old password.' }),
  })
  .meta({ id: 'RecoveryFacts' });
export type RecoveryFacts = z.infer<typeof recoveryFacts>;

export const recovery = z
  .strictObject({ token, password })
  .meta({ id: 'Recovery', example: { token: '…', password: 'correct horse battery' } });
export type Recovery = z.infer<typeof recovery>;
