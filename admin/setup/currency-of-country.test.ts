import { currency } from '@regulars/contract/money';
import { countries } from '@regulars/contract/tenant';
import { expect, test } from 'vitest';
import { currencyOfCountry } from './currency-of-country.ts';

// Nobody lives there to pay anybody.
const withoutCurrency = ['AQ'];

test('every country a business can be in has a currency to propose, and one that the API takes', () => {
  const without = countries.filter((country) => !currency.safeParse(currencyOfCountry(country)).success);
  expect(without).toEqual(withoutCurrency);
});

test.each([
  ['OM', 'OMR'],
  ['SA', 'SAR'],
  ['AE', 'AED'],
  ['EG', 'EGP'],
  ['DE', 'EUR'],
])('%s pays in %s', (country, expected) => expect(currencyOfCountry(country)).toBe(expected));
