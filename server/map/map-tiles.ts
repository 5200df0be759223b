import type { MapTiles } from '@regulars/contract/map-tiles';
import type { Settings } from '../settings.ts';

/** Where browsers get the pictures of a map; null where none is set up: then no other host is asked for anything. */
export const mapTilesOf = ({ MAP_TILES_URL, MAP_ATTRIBUTION }: Settings): MapTiles | null =>
  MAP_TILES_URL === undefined ? null : { url: MAP_TILES_URL, attribution: MAP_ATTRIBUTION ?? null };
