export const getCustomer = null as any;
