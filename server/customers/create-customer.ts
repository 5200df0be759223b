export const createCustomer = null as any;
