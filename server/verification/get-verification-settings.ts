import type { VerificationSettingsShape } from '@regulars/contract/verification';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { ownSettings, type VerificationSettings } from './verification-settings.ts';

/** What the business says itself, beside what the deployment says. */
export const getVerificationSettings = async (
  tenant: Tenant,
  { messages: _, ...deployment }: VerificationSettings,
): Promise<VerificationSettingsShape> => ({ ...(await ownSettings(tenant)), deployment });
