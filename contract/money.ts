import { z } from 'zod';

const notCurrency = 'is not an ISO 4217 currency such as OMR';

/** ISO 4217 code of a currency that this runtime's CLDR data knows. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: notCurrency, abort: true })
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), { error: notCurrency });

/** A decimal string, never a float: three-decimal currencies such as OMR stay exact. */
export const money = z
  .strictObject({ amount: z.string().regex(/^-?\d+(\.\d+)?$/), currency: z.string().length(3) })
  .meta({ id: 'Money', example: { amount: '25.000', currency: 'OMR' } });

/** An amount as a caller sends it, without its currency. */
export const amount = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,4})?$/, { error: 'is not an amount such as 25 or 25.500' })
  .meta({ example: '4.500' });

const digits = new Map<string, number>();

/** Digits after the point in `code`, by CLDR: 3 for OMR, 2 for EUR, 0 for JPY. */
export const currencyDigits = (code: string): number => {
  const known = digits.get(code);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
  const read = format.resolvedOptions().maximumFractionDigits ?? 2;
  // To make a format takes a quarter of what a read costs this process.
  digits.set(code, read);
  return read;
};
