import { createPreparer, type Prepared } from '@regulars/linkage/prepare';

/** The columns of org_customers_mst that are compared; the migration's trigger watches the same. */
export const comparedColumns = [
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

export type ComparedCustomer = { id: string } & Partial<
  Record<Exclude<(typeof comparedColumns)[number], 'id'>, string | null>
>;

const prepare = createPreparer();

/** A customer as linkage knows it. */
export const prepareCustomer = (customer: ComparedCustomer): Prepared =>
  prepare({
    id: customer.id,
    firstName: customer.first_name,
    lastName: customer.last_name,
    // What a customer is called is often all that is known of the name.
    name: customer.name ?? customer.display_name,
    name2: customer.name2,
    phone: customer.phone,
    email: customer.email,
    birthDate: customer.birth_date,
  });
