import { z } from 'zod';
import { line } from './text.ts';

export const purposes = ['registration', 'login', 'verification'] as const;
export const purpose = z.enum(purposes);
export type Purpose = z.infer<typeof purpose>;

export const messageChannels = ['sms', 'whatsapp'] as const;
export const messageChannel = z.enum(messageChannels);

const timestamp = z.iso.datetime({ offset: true });
const phone = line(50).meta({ description: 'In any form, as everywhere.', example: '90123456' });

export const sendCode = z
  .strictObject({
    phone,
    purpose,
    channel: messageChannel.default('sms'),
    language: z
      .enum(['en', 'ar'])
      .optional()
      .meta({ description: "Of the message; the tenant's by default." }),
  })
  .meta({ id: 'SendCode', example: { phone: '90123456', purpose: 'verification' } });
export type SendCode = z.output<typeof sendCode>;

export const codeSent = z
  .strictObject({
    phone: z.string().meta({ description: 'Masked.', example: '+968901****56' }),
    expiresAt: timestamp,
    resendAt: timestamp.meta({ description: 'Not before is another code sent to this phone.' }),
    codeLength: z.int(),
  })
  .meta({ id: 'CodeSent' });
export type CodeSent = z.infer<typeof codeSent>;

export const verifyCode = z
  .strictObject({
    phone,
    purpose,
    code: z
      .string()
      .max(50)
      .meta({ description: 'Digits of any script; spaces are overlooked.', example: '123456' }),
  })
  .meta({ id: 'VerifyCode' });
export type VerifyCode = z.output<typeof verifyCode>;

export const codeVerified = z
  .strictObject({
    verified: z.literal(true),
    verificationToken: z
      .string()
      .meta({ description: 'Good for one profile, a few minutes long. Shown this once.' }),
    expiresAt: timestamp,
  })
  .meta({ id: 'CodeVerified' });
export type CodeVerified = z.infer<typeof codeVerified>;

/** A proof that somebody holds a phone: what verify-otp answered. */
export const verificationToken = z.string().min(1).max(200);
