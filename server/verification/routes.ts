import {
  codeSent,
  codeVerified,
  sendCode as sendCodeShape,
  verificationSettings,
  verificationSettingsChanges,
  verifyCode as verifyCodeShape,
} from '@regulars/contract/verification';
import { ok } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { getVerificationSettings } from './get-verification-settings.ts';
import { sendCode, type Verification } from './send-code.ts';
import { updateVerificationSettings } from './update-verification-settings.ts';
import { verifyCode } from './verify-code.ts';

const tag = 'Verification';

export const verificationRoutes = (verification: Verification): Operation[] => [
  operation({
    id: 'sendCode',
    method: 'post',
    path: '/api/v1/customers/send-otp',
    tag,
    summary: 'Send a one-time code to a phone',
    description: 'Answers the same, as fast, whether or not the phone belongs to a customer.',
    body: sendCodeShape,
    success: { status: 200, description: 'It is on its way', schema: codeSent },
    problems: [
      'country_not_allowed',
      'too_many_codes',
      'phone_locked',
      'message_refused',
      'messages_unavailable',
    ],
    work: 'write-in-steps',
    handle: async ({ tenant, body, ip }) => ok(await sendCode(tenant, body, ip, verification)),
  }),

  operation({
    id: 'verifyCode',
    method: 'post',
    path: '/api/v1/customers/verify-otp',
    tag,
    summary: 'Check a one-time code',
    description:
      'A right code is accepted once and gives a verification token. Wrong ones are counted by phone, whatever the code; after the last try the phone is locked for a while, the right code included.',
    body: verifyCodeShape,
    success: { status: 200, description: 'The phone is proven', schema: codeVerified },
    problems: ['wrong_code', 'code_expired', 'phone_locked', 'messages_unavailable'],
    work: 'write-in-steps',
    handle: async ({ tenant, body }) => ({
      ...ok(await verifyCode(tenant, body, verification)),
      sealed: true,
    }),
  }),

  operation({
    id: 'getVerificationSettings',
    method: 'get',
    path: '/api/v1/tenant/verification',
    tag,
    summary: 'Read how the business sends codes',
    success: { status: 200, description: 'The settings', schema: verificationSettings },
    work: 'read',
    handle: async ({ tenant }) => ok(await getVerificationSettings(tenant, verification.settings)),
  }),

  operation({
    id: 'updateVerificationSettings',
    method: 'patch',
    path: '/api/v1/tenant/verification',
    tag,
    summary: 'Change how the business sends codes',
    description: 'A limit can be made tighter than the deployment has it, never wider.',
    body: verificationSettingsChanges,
    success: { status: 200, description: 'The settings after the change', schema: verificationSettings },
    work: 'write-in-steps',
    handle: async ({ tenant, body }) =>
      ok(await updateVerificationSettings(tenant, body, verification.settings)),
  }),
];
