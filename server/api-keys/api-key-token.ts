import { tenantToken } from '../tenancy/tenant-token.ts';

export const apiKeyToken = tenantToken('rgl_');
