export const deactivateCustomer = null as any;
