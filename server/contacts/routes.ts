import { customerWithAddresses } from '@regulars/contract/customer';
import { z } from 'zod';
import type { CustomerText } from '../customers/customer-json.ts';
import { etag, ok } from '../http/answer.ts';
import { expectedVersion } from '../http/expected-version.ts';
import { type Operation, operation } from '../http/operation.ts';
import { removeContact } from './remove-contact.ts';
import { restoreContact } from './restore-contact.ts';

const tag = 'Contacts';
const params = z.strictObject({ id: z.uuid(), contactId: z.uuid() });
const path = '/api/v1/customers/{id}/contacts/{contactId}';
const success = (description: string) =>
  ({ status: 200, description, schema: customerWithAddresses, headers: ['ETag'] }) as const;

const which = (params: { id: string; contactId: string }, headers: Headers) => ({
  customerId: params.id,
  id: params.contactId,
  versions: expectedVersion(headers),
});
const answer = ({ version, json }: CustomerText) => ok(json, { etag: etag(version) });

export const contactRoutes: Operation[] = [
  operation({
    id: 'removeContact',
    method: 'delete',
    path,
    tag,
    summary: 'Remove a further phone or e-mail',
    description:
      'One of `contacts`, which a merge has kept: nobody is found by it any more. Nothing is deleted: the history tells its id, by which it is restored. Undoing the merge gives it back to whose it was, removed or not. Repeating it changes nothing.',
    params,
    conditional: true,
    success: success('The customer without it'),
    problems: ['not_found', 'version_conflict'],
    work: 'write',
    handle: async ({ tenant, params, headers }) =>
      answer(await removeContact(tenant, which(params, headers))),
  }),

  operation({
    id: 'restoreContact',
    method: 'post',
    path: `${path}/restore`,
    tag,
    summary: 'Restore a removed phone or e-mail',
    description: 'Undoes the removal. Repeating it changes nothing.',
    params,
    conditional: true,
    success: success('The customer with it'),
    problems: ['not_found', 'version_conflict'],
    work: 'write',
    handle: async ({ tenant, params, headers }) =>
      answer(await restoreContact(tenant, which(params, headers))),
  }),
];
