import { avatarSide } from '@regulars/contract/avatar';
import { imageSize } from 'image-size';
import { Refusal, refuseField } from '../refusal.ts';

const mediaTypes: Partial<Record<string, 'image/jpeg' | 'image/webp'>> = {
  jpg: 'image/jpeg',
  webp: 'image/webp',
};

/**
 * What a picture is by its own bytes, whatever its sender calls it.
 *
 * @throws Refusal unsupported_media_type, invalid_request
 */
export const readPicture = (content: Buffer): { mediaType: 'image/jpeg' | 'image/webp' } => {
  let size: ReturnType<typeof imageSize>;
  try {
    size = imageSize(content);
  } catch {
    throw new Refusal('unsupported_media_type', { detail: 'The file is no picture.' });
  }
  const mediaType = mediaTypes[size.type ?? ''];
  if (!mediaType)
    throw new Refusal('unsupported_media_type', { detail: 'The picture is no JPEG and no WebP.' });
  if (size.width !== size.height || size.width > avatarSide) {
    throw refuseField('/file', 'too_large', `The picture is not square, or wider than ${avatarSide} pixels.`);
  }
  return { mediaType };
};
