import { queryOptions } from '@tanstack/react-query';
import { regulars } from '../session/regulars.ts';

export const tenantQuery = queryOptions({
  queryKey: ['tenant'],
  queryFn: ({ signal }) => regulars.tenant.get({ signal }),
  staleTime: 5_000,
});

export const verificationSettingsQuery = queryOptions({
  queryKey: ['verification-settings'],
  queryFn: ({ signal }) => regulars.verification.settings({ signal }),
  staleTime: 5_000,
});
