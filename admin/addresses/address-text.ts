import type { Address } from '@regulars/sdk';
import { writtenPlace } from './place-in.ts';

/** What is copied: the lines as its country writes them, the notes, and the place, for whoever goes there. */
export const addressText = ({ label, formatted, deliveryNotes, latitude, longitude }: Address): string =>
  [
    label,
    ...formatted,
    deliveryNotes?.trim(),
    latitude !== null && longitude !== null ? writtenPlace({ latitude, longitude }) : null,
  ]
    .filter(Boolean)
    .join('\n');
