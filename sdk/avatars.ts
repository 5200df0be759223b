import { segment } from './address.ts';
import { type DownloadedFile, fileOf } from './downloaded-file.ts';
import type { CustomerWithAddresses } from './schema.ts';
import type { CallOptions, Send } from './transport.ts';

/** Pictures of customers; a customer's `avatarVersion` tells whether there is one. */
export interface Avatars {
  get(customerId: string, options?: CallOptions): Promise<DownloadedFile>;
  /** A square JPEG or WebP, small: whoever shows it does not make it smaller. */
  set(customerId: string, picture: Blob, options?: CallOptions): Promise<CustomerWithAddresses>;
  remove(customerId: string, options?: CallOptions): Promise<CustomerWithAddresses>;
}

export const avatarsOf = (send: Send): Avatars => {
  const path = (customerId: string) => `/api/v1/customers/${segment(customerId)}/avatar`;
  return {
    get: async (customerId, options = {}) =>
      fileOf(await send.open({ method: 'GET', path: path(customerId), headers: { accept: '*/*' } }, options)),
    set: async (customerId, picture, options = {}) => {
      const body = new FormData();
      body.set('file', picture, 'picture');
      return send<'setAvatar'>({ method: 'PUT', path: path(customerId), body }, options);
    },
    remove: async (customerId, options = {}) =>
      send<'removeAvatar'>({ method: 'DELETE', path: path(customerId) }, options),
  };
};
