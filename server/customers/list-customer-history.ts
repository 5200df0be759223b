export const listCustomerHistory = null as any;
