import 'leaflet/dist/leaflet.css';
import { Button } from '@mantine/core';
import type { MapTiles } from '@regulars/sdk';
import {
  control,
  divIcon,
  GridLayer,
  type LatLng,
  type LeafletKeyboardEvent,
  map as makeMap,
  marker as makeMarker,
  tileLayer,
} from 'leaflet';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from './place-in.ts';
import classes from './place-map.module.css';

interface Props {
  place: Place | null;
  /** Where to look while there is no place. */
  around: Place | null;
  /** Null: an empty map, on which the pin can be moved all the same. */
  tiles: MapTiles | null;
  onMove: (place: Place) => void;
}

/** Squares that move with the map, so that one sees it move also where no picture comes. */
class Squares extends GridLayer {
  override createTile() {
    const square = document.createElement('div');
    square.className = classes.square!;
    return square;
  }
}

const pinShape = `<svg viewBox="0 0 28 38" width="28" height="38" aria-hidden="true"><path d="M14 37C14 37 27 22.5 27 13.5A13 12.5 0 0 0 1 13.5C1 22.5 14 37 14 37Z"/><circle cx="14" cy="13.5" r="5"/></svg>`;

const nearZoom = 17;
const farZoom = 13;

/** A tenth of a metre: as fine as a hand on a map can be. */
const placeOf = ({ lat, lng }: LatLng): Place => ({
  latitude: Math.round(lat * 1e6) / 1e6,
  longitude: Math.round(lng * 1e6) / 1e6,
});

const steps: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The text of an attribution and the address at its end, where there is one. */
const attributionOf = (text: string) => {
  const [, words = text, address] = /^(.*?)\s*(https?:\/\/\S+)?$/.exec(text) ?? [];
  return { words: words || address, address };
};

export const PlaceMap = ({ place, around, tiles, onMove }: Props) => {
  const { t } = useTranslation();
  const hint = useId();
  const box = useRef<HTMLElement>(null);
  const parts = useRef<ReturnType<typeof build> | null>(null);
  const [pictures, setPictures] = useState<'waiting' | 'shown' | 'missing'>(tiles ? 'waiting' : 'missing');
  const latest = useRef({ onMove, words: { pin: '', zoomIn: '', zoomOut: '' } });
  useEffect(() => {
    latest.current = {
      onMove,
      words: { pin: t('place.pin'), zoomIn: t('place.zoomIn'), zoomOut: t('place.zoomOut') },
    };
  });

  const build = (element: HTMLElement) => {
    const { words } = latest.current;
    const map = makeMap(element, { attributionControl: false, zoomControl: false, worldCopyJump: true });
    control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
    control.scale({ imperial: false }).addTo(map);
    new Squares().addTo(map);
    if (tiles) {
      tileLayer(tiles.url, {
        maxZoom: 19,
        // Whose page it is, and not which customer: makers of maps ask for no less.
        referrerPolicy: 'strict-origin-when-cross-origin',
      })
        .on('tileload', () => setPictures('shown'))
        .on('tileerror', () => setPictures((now) => (now === 'shown' ? now : 'missing')))
        .addTo(map);
    }
    const pin = makeMarker([0, 0], {
      draggable: true,
      icon: divIcon({ className: classes.pin!, html: pinShape, iconSize: [28, 38], iconAnchor: [14, 37] }),
    });
    pin.on('dragend', () => latest.current.onMove(placeOf(pin.getLatLng())));
    pin.on('keydown', ({ originalEvent: event }: LeafletKeyboardEvent) => {
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const by = event.shiftKey ? 1 : 10;
      const moved = map.latLngToContainerPoint(pin.getLatLng()).add([step[0] * by, step[1] * by]);
      latest.current.onMove(placeOf(map.containerPointToLatLng(moved)));
    });
    map.on('click', ({ latlng }) => latest.current.onMove(placeOf(latlng.wrap())));
    return { map, pin };
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; what changes it is below
  useEffect(() => {
    const made = build(box.current!);
    parts.current = made;
    const start = place ?? around;
    made.map.setView(
      start ? [start.latitude, start.longitude] : [20, 20],
      start ? (place ? nearZoom : farZoom) : 2,
    );
    const resized = new ResizeObserver(() => made.map.invalidateSize({ pan: false }));
    resized.observe(box.current!);
    return () => {
      resized.disconnect();
      made.map.remove();
      parts.current = null;
    };
  }, []);

  useEffect(() => {
    const { map, pin } = parts.current ?? {};
    if (!map || !pin) return;
    if (place === null) {
      pin.remove();
      return;
    }
    const isNew = !map.hasLayer(pin);
    pin.setLatLng([place.latitude, place.longitude]).addTo(map);
    const element = pin.getElement();
    element?.setAttribute('aria-label', latest.current.words.pin);
    element?.setAttribute('aria-describedby', hint);
    if (isNew || !map.getBounds().contains(pin.getLatLng())) {
      map.setView(pin.getLatLng(), Math.max(map.getZoom(), isNew ? nearZoom : 0), { animate: false });
    }
  }, [place, hint]);

  const attribution = tiles?.attribution ? attributionOf(tiles.attribution) : null;
  return (
    <div className={classes.map}>
      {/* Maps are not mirrored. */}
      <section ref={box} dir="ltr" aria-label={t('place.map')} className={classes.box} />
      <div className={classes.below}>
        {place === null && (
          <Button
            size="compact-md"
            variant="default"
            onClick={() => {
              const { map } = parts.current ?? {};
              if (map) onMove(placeOf(map.getCenter().wrap()));
            }}
          >
            {t('place.pinHere')}
          </Button>
        )}
        <p id={hint} className={classes.hint}>
          {t('place.mapHint')}
        </p>
        {attribution && (
          <p className={classes.hint}>
            {attribution.address ? (
              <a href={attribution.address} target="_blank" rel="noreferrer">
                <bdi>{attribution.words}</bdi>
              </a>
            ) : (
              <bdi>{attribution.words}</bdi>
            )}
          </p>
        )}
      </div>
      <p role="status" className={classes.missing}>
        {pictures === 'missing' ? (tiles ? t('place.unreachable') : t('place.noTiles')) : ''}
      </p>
    </div>
  );
};
