import { z } from 'zod';
import { timestamp } from './moment.ts';
import { country } from './tenant.ts';
import { line } from './text.ts';

export const purposes = ['registration', 'login', 'verification'] as const;
export const purpose = z.enum(purposes).meta({
  description:
    'registration, verification: the token makes a full customer or proves a changed phone. login: it does neither; for a sign-in of your own.',
});
export type Purpose = z.infer<typeof purpose>;

export const messageChannels = ['sms', 'whatsapp'] as const;
export const messageChannel = z.enum(messageChannels);

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
  .meta({ id: 'VerifyCode', example: { phone: '90123456', purpose: 'verification', code: '123456' } });
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

/** With `{code}` where the code goes. */
const message = line(300).refine((text) => text.includes('{code}'), { error: 'has no {code} in it' });

/** What a business can say of its codes. Limits can be made tighter than the deployment's, never wider. */
const limits = {
  codeLength: z.int().min(4).max(10),
  codeSeconds: z.int().min(60).max(3600).meta({ description: 'How long a code is good.' }),
  attempts: z.int().min(1).max(10).meta({ description: 'Wrong codes of a phone until it is locked.' }),
  lockSeconds: z.int().min(60).max(86_400),
  cooldownSeconds: z.int().min(10).max(3600).meta({ description: 'Between two codes for a phone.' }),
  phonePerHour: z.int().min(1).max(1_000_000),
  phonePerDay: z.int().min(1).max(1_000_000),
  actorPerHour: z.int().min(1).max(1_000_000),
  ipPerHour: z.int().min(1).max(1_000_000),
  tenantPerDay: z.int().min(1).max(1_000_000),
  countryPerDay: z.int().min(1).max(1_000_000),
};
/** Of these more is stricter, of the other numbers less. */
export const stricterUpwards: ReadonlySet<string> = new Set<keyof typeof limits>([
  'codeLength',
  'lockSeconds',
  'cooldownSeconds',
]);

const ownSettings = {
  codeLength: limits.codeLength.nullable(),
  codeSeconds: limits.codeSeconds.nullable(),
  attempts: limits.attempts.nullable(),
  lockSeconds: limits.lockSeconds.nullable(),
  cooldownSeconds: limits.cooldownSeconds.nullable(),
  phonePerHour: limits.phonePerHour.nullable(),
  phonePerDay: limits.phonePerDay.nullable(),
  actorPerHour: limits.actorPerHour.nullable(),
  ipPerHour: limits.ipPerHour.nullable(),
  tenantPerDay: limits.tenantPerDay.nullable(),
  countryPerDay: limits.countryPerDay.nullable(),
  countries: z
    .array(country)
    .min(1)
    .max(300)
    .nullable()
    .meta({ description: 'Where codes are sent to; null: wherever the deployment sends them.' }),
  messageEn: message.nullable(),
  messageAr: message.nullable(),
};

export const verificationSettings = z
  .strictObject({
    ...ownSettings,
    deployment: z
      .strictObject({ ...limits, countries: z.array(z.string()).nullable() })
      .meta({ description: 'What holds where the business says null; its own limits are no wider.' }),
  })
  .meta({ id: 'VerificationSettings', description: 'null: as the deployment says.' });
export type VerificationSettingsShape = z.infer<typeof verificationSettings>;

export const verificationSettingsChanges = z
  .strictObject(ownSettings)
  .partial()
  .meta({
    id: 'VerificationSettingsChanges',
    description: 'Only what is sent changes; null: as the deployment says.',
    example: { phonePerDay: 5, messageEn: 'Al Noor: {code} is your code.' },
  });
export type VerificationSettingsChanges = z.infer<typeof verificationSettingsChanges>;

/** A proof that somebody holds a phone: what verify-otp answered. */
export const verificationToken = z.string().min(1).max(200);
