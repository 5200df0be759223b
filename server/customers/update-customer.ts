export const updateCustomer = null as any;
