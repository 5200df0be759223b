import {
  address,
  addressChanges,
  addressList,
  addressQuery,
  newAddress,
  readOnlyAddressFields,
} from '@regulars/contract/address';
import { z } from 'zod';
import { etag, okVersion } from '../http/answer.ts';
import { expectedVersion } from '../http/expected-version.ts';
import { type Operation, operation } from '../http/operation.ts';
import { createAddress } from './create-address.ts';
import type { VersionedAddress } from './get-address.ts';
import { listAddresses } from './list-addresses.ts';
import { removeAddress } from './remove-address.ts';
import { restoreAddress } from './restore-address.ts';
import { updateAddress } from './update-address.ts';

const tag = 'Addresses';
const ofCustomer = z.strictObject({ id: z.uuid() });
const params = z.strictObject({ id: z.uuid(), addressId: z.uuid() });
const one = (description: string) =>
  ({ status: 200, description, schema: address, headers: ['ETag'] }) as const;
const path = '/api/v1/customers/{id}/addresses';

const which = (params: { id: string; addressId: string }, headers: Headers) => ({
  customerId: params.id,
  id: params.addressId,
  versions: expectedVersion(headers),
});
const answer = ({ address, version }: VersionedAddress) => okVersion(version, address);

/** The version of the customer is the ETag here as well: a change of an address is one of its customer. */
export const addressRoutes: Operation[] = [
  operation({
    id: 'listAddresses',
    method: 'get',
    path,
    tag,
    summary: "Read a customer's addresses, the default first",
    params: ofCustomer,
    query: addressQuery,
    success: { status: 200, description: 'All of them', schema: addressList, headers: ['ETag'] },
    problems: ['not_found'],
    work: 'read',
    handle: async ({ tenant, params, query }) => {
      const { version, ...list } = await listAddresses(tenant, params.id, query);
      return okVersion(version, list);
    },
  }),

  operation({
    id: 'createAddress',
    method: 'post',
    path,
    tag,
    summary: 'Add an address',
    description:
      'The first becomes the default. Exactly one is, whenever there is an active address: the one that was chosen last, or, while none was chosen, the one added first.',
    params: ofCustomer,
    body: newAddress,
    readOnlyFields: readOnlyAddressFields,
    conditional: true,
    success: { status: 201, description: 'The new address', schema: address, headers: ['ETag', 'Location'] },
    problems: ['not_found', 'too_many_addresses', 'version_conflict'],
    work: 'write',
    handle: async ({ tenant, params, body, headers }) => {
      const { address, version } = await createAddress(tenant, params.id, body, expectedVersion(headers));
      return {
        status: 201,
        body: address,
        headers: { etag: etag(version), location: `/api/v1/customers/${params.id}/addresses/${address.id}` },
      };
    },
  }),

  operation({
    id: 'updateAddress',
    method: 'patch',
    path: `${path}/{addressId}`,
    tag,
    summary: 'Change an address',
    description: 'Only what is sent changes. Coordinates are sent both or not at all.',
    params,
    body: addressChanges,
    readOnlyFields: readOnlyAddressFields,
    conditional: true,
    success: one('The address after the change'),
    problems: ['not_found', 'address_removed', 'version_conflict'],
    work: 'write',
    handle: async ({ tenant, params, body, headers }) =>
      answer(await updateAddress(tenant, which(params, headers), body)),
  }),

  operation({
    id: 'removeAddress',
    method: 'delete',
    path: `${path}/{addressId}`,
    tag,
    summary: 'Remove an address',
    description:
      'Nothing is deleted. A default is handed on to the one that was chosen before it, or else to the one added first. Repeating it changes nothing.',
    params,
    conditional: true,
    success: one('The address, inactive'),
    problems: ['not_found', 'version_conflict'],
    work: 'write',
    handle: async ({ tenant, params, headers }) =>
      answer(await removeAddress(tenant, which(params, headers))),
  }),

  operation({
    id: 'restoreAddress',
    method: 'post',
    path: `${path}/{addressId}/restore`,
    tag,
    summary: 'Restore a removed address',
    description:
      'Undoes the removal: it is the default again if it was, unless another has been chosen since. Repeating it changes nothing.',
    params,
    conditional: true,
    success: one('The address, active'),
    problems: ['not_found', 'too_many_addresses', 'version_conflict'],
    work: 'write',
    handle: async ({ tenant, params, headers }) =>
      answer(await restoreAddress(tenant, which(params, headers))),
  }),
];
