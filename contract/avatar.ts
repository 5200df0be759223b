import { z } from 'zod';

/** The longest side of a customer's picture, and its most bytes. */
export const avatarSide = 512;
export const avatarBytes = 204_800;

const picture = z.string().meta({ override: { type: 'string', format: 'binary' } });

export const avatarUpload = z
  .strictObject({
    file: picture.meta({
      description: `A square JPEG or WebP, ${avatarSide} pixels wide and ${avatarBytes} bytes large at most.`,
    }),
  })
  .meta({ id: 'AvatarUpload' });

export const avatarPictures = { 'image/jpeg': picture, 'image/webp': picture };

export const avatarQuery = z.strictObject({
  version: z.coerce.number().int().min(1).optional().meta({
    description:
      'Changes nothing but the address: with `avatarVersion` in it, a page asks anew for a new picture.',
  }),
});
