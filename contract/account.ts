import { z } from 'zod';
import { timestamp } from './moment.ts';
import { listOf } from './paging.ts';
import { password, secondFactor, tourEnded } from './session.ts';
import { language } from './tenant.ts';
import { anyText, line } from './text.ts';

/** Of whoever is signed in, whatever the business. */
export const account = z
  .strictObject({
    name: z.string(),
    email: z.string(),
    language: language.nullable(),
    twoFactor: z.boolean(),
    tourEnded,
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof account>;

export const accountChanges = z
  .strictObject({
    name: line(200).optional(),
    language: language.optional(),
    tourEnded: z.literal(true).optional().meta({ description: 'For good.' }),
  })
  .meta({ id: 'AccountChanges', example: { name: 'Sara Al Balushi', language: 'ar' } });
export type AccountChanges = z.infer<typeof accountChanges>;

const currentPassword = anyText(128).min(1);

export const passwordChange = z.strictObject({ currentPassword, newPassword: password }).meta({
  id: 'PasswordChange',
  example: { currentPassword: 'the one until now', newPassword: 'correct horse battery' },
});

export const accountSession = z
  .strictObject({
    id: z.uuid(),
    isThisOne: z.boolean(),
    browser: z.string().nullable().meta({ example: 'Chrome' }),
    system: z.string().nullable().meta({ example: 'Windows' }),
    address: z.string().nullable().meta({ description: 'Of the internet, at sign-in.' }),
    createdAt: timestamp,
    seenAt: timestamp.meta({ description: 'To within five minutes.' }),
  })
  .meta({ id: 'AccountSession' });
export type AccountSession = z.infer<typeof accountSession>;
export const accountSessionList = listOf(accountSession).meta({ id: 'AccountSessionList' });

export const passwordProof = z
  .strictObject({ password: currentPassword })
  .meta({ id: 'PasswordProof', example: { password: 'correct horse battery' } });

const backupCodes = z
  .array(z.string())
  .meta({ description: 'Each signs in once instead of a code of the app. Shown this once.' });

export const startedTwoFactor = z
  .strictObject({
    uri: z.string().meta({ description: 'otpauth://…, for the app; mostly shown as a QR code.' }),
    secret: z.string().meta({ description: 'The same in base32, to be typed.' }),
    backupCodes,
  })
  .meta({ id: 'StartedTwoFactor' });

export const renewedBackupCodes = z.strictObject({ backupCodes }).meta({ id: 'BackupCodes' });
export const twoFactorCode = z
  .strictObject({ code: secondFactor })
  .meta({ id: 'TwoFactorCode', example: { code: '123456' } });
