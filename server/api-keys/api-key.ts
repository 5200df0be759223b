import { tenantToken } from '../tenancy/tenant-token.ts';

export const apiKey = tenantToken('rgl_');
