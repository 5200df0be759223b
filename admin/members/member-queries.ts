import { queryOptions } from '@tanstack/react-query';
import { regulars } from '../session/regulars.ts';

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) => regulars.members.list({ signal }),
});

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => regulars.invitations.list({ signal }),
});

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => regulars.apiKeys.list({ signal }),
});
