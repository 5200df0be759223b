export const expectedVersion = null as any;
