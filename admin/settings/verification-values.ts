import { verificationSettingsChanges } from '@regulars/contract/verification';
import type { VerificationSettings, VerificationSettingsChanges } from '@regulars/sdk';
import { checkAgainst } from '../ui/check-against.ts';
import type { FieldErrors } from '../ui/field-errors.ts';
import { wholeNumberIn } from '../ui/whole-number-in.ts';

/** In the order in which they are met: the code, wrong ones, how many. */
export const limits = [
  'codeLength',
  'codeSeconds',
  'attempts',
  'lockSeconds',
  'cooldownSeconds',
  'phonePerHour',
  'phonePerDay',
  'actorPerHour',
  'ipPerHour',
  'tenantPerDay',
  'countryPerDay',
] as const;
export type Limit = (typeof limits)[number];
const messages = ['messageEn', 'messageAr'] as const;

/** What the form holds: text as typed, empty for "as the deployment says". */
export interface VerificationValues extends Record<Limit | (typeof messages)[number], string> {
  countries: string[];
}

export const verificationValuesOf = (settings: VerificationSettings): VerificationValues => ({
  ...(Object.fromEntries(limits.map((limit) => [limit, String(settings[limit] ?? '')])) as Record<
    Limit,
    string
  >),
  messageEn: settings.messageEn ?? '',
  messageAr: settings.messageAr ?? '',
  countries: settings.countries ?? [],
});

/** Only what was changed, as PATCH takes it, and what the contract refuses of it. */
export const verificationChanges = (
  from: VerificationValues,
  to: VerificationValues,
): { changes: VerificationSettingsChanges; errors: FieldErrors } => {
  const numbers = limits
    .filter((limit) => from[limit].trim() !== to[limit].trim())
    .map((limit) => ({ limit, typed: to[limit].trim(), number: wholeNumberIn(to[limit]) }));
  const changes: VerificationSettingsChanges = {
    ...Object.fromEntries(numbers.map(({ limit, number }) => [limit, number])),
    ...Object.fromEntries(
      messages
        .filter((message) => from[message].trim() !== to[message].trim())
        .map((message) => [message, to[message].trim() || null]),
    ),
    ...(from.countries.join() !== to.countries.join() && {
      countries: to.countries.length > 0 ? to.countries : null,
    }),
  };
  const unread = numbers.filter(({ typed, number }) => typed !== '' && number === null);
  return {
    changes,
    errors: {
      ...checkAgainst(verificationSettingsChanges, changes),
      ...Object.fromEntries(unread.map(({ limit }) => [limit, 'invalid_value' as const])),
    },
  };
};
