export const restoreCustomer = null as any;
