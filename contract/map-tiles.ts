import { z } from 'zod';

/** Where browsers get the pictures of a map. */
export const mapTiles = z
  .strictObject({
    url: z.string().meta({
      description: 'With `{z}`, `{x}` and `{y}` for the tile and, where it names several hosts, `{s}`.',
      example: 'https://tiles.example.com/{z}/{x}/{y}.png',
    }),
    attribution: z
      .string()
      .nullable()
      .meta({ description: 'To be shown on the map; an address at its end is what it links to.' }),
  })
  .meta({ id: 'MapTiles' });
export type MapTiles = z.infer<typeof mapTiles>;
