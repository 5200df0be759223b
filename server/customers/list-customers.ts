export const listCustomers = null as any;
