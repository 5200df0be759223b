import { currencyDigits } from '@regulars/contract/money';
import type { Tenant } from '@regulars/contract/tenant';
import { type RawBuilder, sql } from 'kysely';

/** An amount in the tenant's currency as the contract's Money, with as many digits as the currency has. */
export const moneyJson = (amount: RawBuilder<unknown>, { currency }: Tenant) => sql`json_build_object(
  'amount', round(${amount}, ${sql.lit(currencyDigits(currency))})::text, 'currency', ${sql.lit(currency)}::text)`;
