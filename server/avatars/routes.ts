import { avatarBytes, avatarPictures, avatarQuery, avatarUpload } from '@regulars/contract/avatar';
import { customerWithAddresses } from '@regulars/contract/customer';
import { z } from 'zod';
import type { CustomerText } from '../customers/customer-json.ts';
import { okVersion } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { getAvatar } from './get-avatar.ts';
import { removeAvatar } from './remove-avatar.ts';
import { setAvatar } from './set-avatar.ts';

const tag = 'Pictures';
const path = '/api/v1/customers/{id}/avatar';
const params = z.strictObject({ id: z.uuid() });
const answer = ({ version, json }: CustomerText) => okVersion(version, json);

export const avatarRoutes: Operation[] = [
  operation({
    id: 'getAvatar',
    method: 'get',
    path,
    tag,
    summary: "Read a customer's picture",
    params,
    query: avatarQuery,
    cached: true,
    success: { status: 200, description: 'The picture', streams: avatarPictures, headers: ['ETag'] },
    problems: ['not_found'],
    work: 'read',
    handle: ({ tenant, params, headers }) => getAvatar(tenant, params.id, headers.get('if-none-match')),
  }),

  operation({
    id: 'setAvatar',
    method: 'put',
    path,
    tag,
    summary: 'Give a customer a picture',
    description: 'What it is, its bytes tell. It is kept as it comes.',
    params,
    upload: { schema: avatarUpload, largest: avatarBytes },
    success: { status: 200, description: 'The customer', schema: customerWithAddresses, headers: ['ETag'] },
    problems: ['not_found'],
    work: 'write',
    handle: async ({ tenant, params, upload }) => answer(await setAvatar(tenant, params.id, upload!)),
  }),

  operation({
    id: 'removeAvatar',
    method: 'delete',
    path,
    tag,
    summary: "Take a customer's picture away",
    description: 'Repeating it changes nothing.',
    params,
    success: { status: 200, description: 'The customer', schema: customerWithAddresses, headers: ['ETag'] },
    problems: ['not_found'],
    work: 'write',
    handle: async ({ tenant, params }) => answer(await removeAvatar(tenant, params.id)),
  }),
];
