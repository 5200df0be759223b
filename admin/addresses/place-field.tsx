import { Button } from '@mantine/core';
import { IconCurrentLocation, IconMap } from '@tabler/icons-react';
import { type ClipboardEvent, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../connection/lazily.ts';
import { useSession } from '../session/session-query.ts';
import { Line } from '../ui/lines.tsx';
import classes from './place-field.module.css';
import { type NoPlace, type Place, placeIn, writtenPlace } from './place-in.ts';

const PlaceMap = lazily(() => import('./place-map.tsx').then((module) => ({ default: module.PlaceMap })));

interface Props {
  value: string;
  /** The form was sent with this as it is. */
  isRefused: boolean;
  /** Whether the map is there from the beginning. */
  withMap: boolean;
  onChange: (place: string) => void;
}

/** Where it is on earth: coordinates or a link as pasted, the device's position, or a pin on a map. */
export const PlaceField = ({ value, isRefused, withMap, onChange }: Props) => {
  const { t } = useTranslation();
  const { tenant, mapTiles } = useSession();
  const [mapShown, setMapShown] = useState(withMap);
  const [isRested, setIsRested] = useState(true);
  const [locating, setLocating] = useState(false);
  const [notLocated, setNotLocated] = useState(false);

  const read: Place | NoPlace | null = value.trim() === '' ? null : placeIn(value);
  const place = typeof read === 'object' ? read : null;
  const noPlace = typeof read === 'string' && (isRested || isRefused || read === 'short_link') ? read : null;

  const put = (place: Place) => {
    setNotLocated(false);
    onChange(writtenPlace(place));
  };
  /** What was understood is shown as it will be kept. */
  const settle = () => {
    setIsRested(true);
    if (place) onChange(writtenPlace(place));
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text');
    const found = placeIn(pasted);
    // A whole message may hold a link: what counts of it is the place.
    if (typeof found === 'string' && found !== 'short_link') return;
    event.preventDefault();
    setIsRested(true);
    onChange(typeof found === 'string' ? pasted.trim() : writtenPlace(found));
  };

  const locate = () => {
    setNotLocated(false);
    setLocating(true);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setLocating(false);
        put({
          latitude: Math.round(coords.latitude * 1e6) / 1e6,
          longitude: Math.round(coords.longitude * 1e6) / 1e6,
        });
      },
      () => {
        setLocating(false);
        setNotLocated(true);
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  };

  return (
    <div className={classes.place}>
      <Line
        name="place"
        label={t('place.label')}
        description={t('place.description')}
        dir="ltr"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={2000}
        value={value}
        error={noPlace && t(`place.${noPlace}`)}
        onPaste={paste}
        onBlur={settle}
        onChange={(event) => {
          setIsRested(false);
          setNotLocated(false);
          onChange(event.currentTarget.value);
        }}
      />
      <div className={classes.ways}>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconCurrentLocation size={16} aria-hidden />}
          loading={locating}
          onClick={locate}
        >
          {t('place.locate')}
        </Button>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconMap size={16} aria-hidden />}
          aria-expanded={mapShown}
          onClick={() => setMapShown(!mapShown)}
        >
          {t('place.onMap')}
        </Button>
      </div>
      <p role="status" className={classes.problem}>
        {notLocated ? t('place.notLocated') : ''}
      </p>
      {mapShown && (
        <Suspense fallback={<div className={classes.waiting} />}>
          <PlaceMap place={place} around={tenant.position} tiles={mapTiles} onMove={put} />
        </Suspense>
      )}
    </div>
  );
};
