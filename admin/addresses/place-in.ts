import { latinDigits } from '../ui/latin-digits.ts';

export interface Place {
  latitude: number;
  longitude: number;
}

/** `short_link`: only its maker knows where it leads. `unreadable`: nothing in it is a place. */
export type NoPlace = 'short_link' | 'unreadable';

const placeOf = (latitude: number, longitude: number): Place | null =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;

/** What maps, chats and keyboards of two scripts make of digits and signs, as one. */
const plain = (text: string) =>
  latinDigits(text)
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/[−‐-―]/g, '-')
    .replace(/[′‘’ʹ`´]/g, "'")
    .replace(/[″“”ʺ]|''/g, '"')
    .replace(/[º˚]/g, '°')
    .replace(/٫/g, '.')
    .replace(/[،;]/g, ',')
    .replace(/شمال(?:ًا|ا)?/g, 'N')
    .replace(/جنوب(?:ًا|ا)?/g, 'S')
    .replace(/شرق(?:ًا|ا)?/g, 'E')
    .replace(/غرب(?:ًا|ا)?/g, 'W')
    .replace(/(?<!\p{L})[شجقغ](?!\p{L})/gu, (letter) => ({ ش: 'N', ج: 'S', ق: 'E', غ: 'W' })[letter]!)
    .trim();

// Degrees, and then minutes and seconds where there are any; the letter stands before or after.
const angle =
  '([+-]?)(\\d{1,3}(?:\\.\\d+)?)\\s*°?(?:\\s*(\\d{1,2}(?:\\.\\d+)?)\\s*\'(?:\\s*(\\d{1,2}(?:\\.\\d+)?)\\s*")?)?';
const half = `(?:([NSEW])\\s*${angle}|${angle}\\s*([NSEW])?)`;
const pair = new RegExp(`^\\(?\\s*${half}(?:\\s*[,/]\\s*|\\s+)${half}\\s*\\)?$`, 'i');
// Without signs minutes and seconds are known by their letters alone.
const spaced = `(\\d{1,3})\\s+(\\d{1,2}(?:\\.\\d+)?)(?:\\s+(\\d{1,2}(?:\\.\\d+)?))?\\s*`;
const spacedPair = new RegExp(`^${spaced}([NS])\\s*,?\\s*${spaced}([EW])$`, 'i');

const degrees = (whole: string, minutes = '0', seconds = '0'): number | null => {
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return null;
  return Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600;
};

/** Seven digits after the point are a centimetre; more is what the arithmetic leaves behind. */
const rounded = (value: number) => Math.round(value * 1e7) / 1e7 + 0;

const fromDegrees = (text: string): Place | null => {
  const apart = spacedPair.exec(text);
  if (apart) {
    const [, a, am, as, ns, b, bm, bs, ew] = apart;
    const latitude = degrees(a!, am, as);
    const longitude = degrees(b!, bm, bs);
    if (latitude === null || longitude === null) return null;
    return placeOf(
      rounded(/s/i.test(ns!) ? -latitude : latitude),
      rounded(/w/i.test(ew!) ? -longitude : longitude),
    );
  }
  const found = pair.exec(text);
  if (!found) return null;
  const [first, second] = [found.slice(1, 11), found.slice(11, 21)].map((groups) => {
    const [before, ...inner] = groups as (string | undefined)[];
    const [sign, whole, minutes, seconds] = before === undefined ? inner.slice(4) : inner;
    const letter = (before ?? inner[8])?.toUpperCase();
    const value = degrees(whole!, minutes, seconds);
    // A letter and a sign may say two things: nobody should guess which.
    if (value === null || (letter && sign)) return null;
    return { letter, value: rounded(sign === '-' || letter === 'S' || letter === 'W' ? -value : value) };
  });
  if (!first || !second || Boolean(first.letter) !== Boolean(second.letter)) return null;
  const isLongitude = (letter: string | undefined) => letter === 'E' || letter === 'W';
  if (!first.letter) return placeOf(first.value, second.value);
  if (isLongitude(first.letter) === isLongitude(second.letter)) return null;
  return isLongitude(first.letter) ? placeOf(second.value, first.value) : placeOf(first.value, second.value);
};

/** What a link carries: `loc:23.5,58.4`, `ll.23.5,58.4`, `23.5,58.4(Sara)`. */
const coordinatesIn = (text: string | null | undefined): Place | null =>
  fromDegrees(
    plain(text ?? '')
      .replace(/^(?:loc:|ll\.)/i, '')
      .replace(/\s*\(.*\)$/, ''),
  );

/** `maps.app.goo.gl/…`, `maps.apple/p/…`, `waze.com/ul/h…`, `osm.org/go/…`: the place is not in the address. */
const isShort = ({ hostname, pathname }: URL) =>
  /(^|\.)goo\.gl$|^g\.co$|^maps\.apple$|^share\.google$|^bit\.ly$|^t\.co$|^wa\.me$/.test(hostname) ||
  (/(^|\.)waze\.com$/.test(hostname) && /^\/ul\/h/.test(pathname)) ||
  (/(^|\.)(osm|openstreetmap)\.org$/.test(hostname) && /^\/go\//.test(pathname));

const pathOf = ({ pathname }: URL) => {
  try {
    return decodeURIComponent(pathname.replaceAll('+', ' '));
  } catch {
    return pathname;
  }
};

/** What a link is about, before where its map happens to look. */
const fromLink = (url: URL): Place | null => {
  const path = pathOf(url);
  const pinned = /!3d(-?[\d.]+)!4d(-?[\d.]+)/.exec(path);
  const named = /\/(?:place|search|dir\/[^/]*)\/([^/@]+)/.exec(path);
  const seen = /@(-?[\d.]+,-?[\d.]+)/.exec(path);
  const map = /^#map=[\d.]+\/(-?[\d.]+)\/(-?[\d.]+)/.exec(url.hash);
  const given = (name: string) => url.searchParams.get(name);
  return [
    pinned && `${pinned[1]},${pinned[2]}`,
    given('mlat') && `${given('mlat')},${given('mlon')}`,
    ...['coordinate', 'destination', 'daddr', 'query', 'q', 'to', 'll', 'center'].map(given),
    named?.[1],
    seen?.[1],
    map && `${map[1]},${map[2]}`,
  ].reduce<Place | null>((found, text) => found ?? coordinatesIn(text), null);
};

/** `geo:23.5,58.4,12;u=35`, and Android's `geo:0,0?q=23.5,58.4(Sara)`. */
const fromGeo = (text: string): Place | null => {
  const [coordinates, query] = text.replace(/^geo:/i, '').split('?');
  const [latitude, longitude] = coordinates!.split(/[,;]/);
  return coordinatesIn(new URLSearchParams(query).get('q')) ?? coordinatesIn(`${latitude},${longitude}`);
};

/**
 * The place in what somebody pasted: coordinates in degrees (decimal, or with minutes and seconds; signs or letters;
 * digits of either script), or a link of Google Maps, Apple Maps, OpenStreetMap or Waze, or a `geo:` address, also in
 * the middle of a message.
 */
export const placeIn = (text: string): Place | NoPlace => {
  const written = plain(text);
  const geo = /geo:\S+/i.exec(written)?.[0];
  if (geo) return fromGeo(geo) ?? 'unreadable';
  // As it was pasted: what is plain for people may be another address.
  const link = /(?:https?|waze|maps|comgooglemaps):\/\/[^\s<>"]+/i.exec(text)?.[0];
  const bare = /^(?:[\w-]+\.)+[a-z]{2,}\/\S*$/i.exec(text.trim())?.[0];
  const address = link?.replace(/[.,;!]+$/, '') ?? (bare && `https://${bare}`);
  if (address !== undefined) {
    if (!URL.canParse(address)) return 'unreadable';
    const url = new URL(address);
    return fromLink(url) ?? (isShort(url) ? 'short_link' : 'unreadable');
  }
  return fromDegrees(written) ?? 'unreadable';
};

/** As it is written into a field, and read again by `placeIn`. */
export const writtenPlace = ({ latitude, longitude }: Place) =>
  `${latitude.toFixed(7).replace(/\.?0+$/, '')}, ${longitude.toFixed(7).replace(/\.?0+$/, '')}`;
