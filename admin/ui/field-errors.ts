import type { FieldCode, FieldError } from '@regulars/sdk';
import type { TFunction } from 'i18next';

/** Field → why it was refused, by the name in the JSON pointer: `/preferences/folding` is `preferences.folding`. */
export type FieldErrors = Partial<Record<string, FieldCode>>;

export const fieldErrorsOf = (errors: readonly FieldError[]): FieldErrors =>
  Object.fromEntries(errors.map(({ pointer, code }) => [pointer.slice(1).replaceAll('/', '.'), code]));

const told: Record<FieldCode, true> = {
  required: true,
  unknown_field: true,
  read_only: true,
  invalid_type: true,
  invalid_value: true,
  too_short: true,
  too_long: true,
  too_small: true,
  too_large: true,
  invalid_phone: true,
};

/** The sentence beside the field; undefined when the field is well. */
export const fieldErrorText = (t: TFunction, errors: FieldErrors, field: string): string | undefined => {
  const code = errors[field];
  if (code === undefined) return undefined;
  if (field === 'email' && (code === 'invalid_value' || code === 'invalid_type'))
    return t('fieldError.email');
  if (field === 'birthDate' && code === 'invalid_value') return t('fieldError.birthDate');
  return t(`fieldError.${Object.hasOwn(told, code) ? code : 'invalid_value'}`);
};
