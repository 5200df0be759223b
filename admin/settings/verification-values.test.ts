import { expect, test } from 'vitest';
import { limits, type VerificationValues, verificationChanges } from './verification-values.ts';

const none = {
  ...Object.fromEntries(limits.map((limit) => [limit, ''])),
  messageEn: '',
  messageAr: '',
  countries: [],
} as unknown as VerificationValues;

test('only what was changed is sent, and nothing typed means as the deployment says', () => {
  expect(verificationChanges(none, none)).toEqual({ changes: {}, errors: {} });
  const own = { ...none, attempts: '٣', messageEn: ' {code} is yours ', countries: ['OM'] };
  expect(verificationChanges(none, own)).toEqual({
    changes: { attempts: 3, messageEn: '{code} is yours', countries: ['OM'] },
    errors: {},
  });
  expect(verificationChanges(own, none)).toEqual({
    changes: { attempts: null, messageEn: null, countries: null },
    errors: {},
  });
});

test('what no business may say is refused before anything is sent', () => {
  const { errors } = verificationChanges(none, {
    ...none,
    attempts: '0',
    codeLength: '11',
    lockSeconds: 'soon',
    messageAr: 'بلا رمز',
  });
  expect(errors).toEqual({
    attempts: 'too_small',
    codeLength: 'too_large',
    lockSeconds: 'invalid_value',
    messageAr: 'invalid_value',
  });
});
