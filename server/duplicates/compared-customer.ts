import { blockingKeys } from '@regulars/linkage/block';
import { createPreparer, type Prepared } from '@regulars/linkage/prepare';
import { type RawBuilder, sql } from 'kysely';

const columns = [
  'id',
  'first_name',
  'last_name',
  'display_name',
  'name',
  'name2',
  'phone',
  'email',
  'birth_date',
] as const;

/** Nobody has so many phones and e-mails; of more any are compared. */
const mostContacts = 20;

/** What is compared of a customer; the triggers that queue whoever changed watch the same. */
export type ComparedCustomer = { id: string } & Partial<
  Record<Exclude<(typeof columns)[number], 'id'>, string | null>
> & {
    /** The default address. */
    address?: Record<'street' | 'city' | 'region' | 'postal_code' | 'country', string | null> | null;
    /** Further phones and e-mails, which merges have kept. */
    contacts?: string[];
  };

/** A ComparedCustomer's columns, of org_customers_mst under the name `of`. */
export const comparedOf = (of: string): RawBuilder<unknown> => {
  const column = (name: string) => sql.ref(`${of}.${name}`);
  const own = sql`tenant_org_id = ${column('tenant_org_id')} and customer_id = ${column('id')}`;
  return sql`${sql.join(columns.map(column))}, (
      select json_build_object('street', concat_ws(' ', building, street, area), 'city', city, 'region', region,
        'postal_code', postal_code, 'country', country)
      from org_customer_addresses where ${own} and is_default) as address,
    -- Looked for only where somebody was merged. Ordered, all of a tenant might be read for their order.
    case when ${column('merged_ids')} = '{}' then '{}' else array(
      select value from org_customer_contacts where ${own} and removed_at is null limit ${sql.lit(mostContacts)}) end as contacts`;
};

/**
 * Makes customers ready for comparison.
 * @param remembered so many names, and other values, are kept ready
 */
export const customerPreparer = (remembered: number) => {
  const prepare = createPreparer({ remembered });
  return ({ contacts = [], address, ...customer }: ComparedCustomer): Prepared => {
    const reached = (own: string | null | undefined, isKind: (contact: string) => boolean) =>
      [own, ...contacts.filter(isKind).sort()].filter(Boolean).join(';');
    return prepare({
      id: customer.id,
      firstName: customer.first_name,
      lastName: customer.last_name,
      // What a customer is called is often all that is known of the name.
      name: customer.name ?? customer.display_name,
      name2: customer.name2,
      phone: reached(customer.phone, (contact) => !contact.includes('@')),
      email: reached(customer.email, (contact) => contact.includes('@')),
      birthDate: customer.birth_date,
      address: address?.street,
      city: address?.city,
      region: address?.region,
      postalCode: address?.postal_code,
      country: address?.country,
    });
  };
};
/** Names come again and again. */
export const prepareCustomer = customerPreparer(10_000);

/**
 * By two letters of each name, or one name, and the town (or a word of the street) a large business has too many
 * customers for such a key to be of use; it would be stored for all the same.
 */
const tooCommon = /^[cgs]/;

/** The keys under which a customer is looked up. */
export const customerKeys = (customer: Prepared): string[] =>
  blockingKeys(customer).filter((key) => !tooCommon.test(key));
