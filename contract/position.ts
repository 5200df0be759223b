import { z } from 'zod';

const degrees = (most: number) => z.number().min(-most).max(most);
/** WGS 84, in degrees. */
export const latitude = degrees(90);
export const longitude = degrees(180);

export const position = z.strictObject({ latitude, longitude }).meta({
  id: 'Position',
  description: 'WGS 84, in degrees.',
  example: { latitude: 23.5859, longitude: 58.4059 },
});
export type Position = z.infer<typeof position>;
