/** A white square as JPEG, as an encoder writes one: 64 pixels wide unless `side` says so. */
export const jpegOf = (side = 64): Buffer => {
  const picture = Buffer.from(smallest, 'base64');
  const frame = picture.indexOf(Buffer.from([0xff, 0xc2]));
  picture.writeUInt16BE(side, frame + 5);
  picture.writeUInt16BE(side, frame + 7);
  return picture;
};

/** The same as WebP, lossless: its size stands in 14 bits each behind the signature. */
export const webpOf = (side = 64): Buffer => {
  const picture = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');
  const bits = (side - 1) | ((side - 1) << 14);
  picture.writeUInt32LE(((picture.readUInt32LE(21) & 0xf0000000) | bits) >>> 0, 21);
  return picture;
};

const smallest =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=';
