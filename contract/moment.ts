import { z } from 'zod';

/** A moment as the API writes it. */
export const timestamp = z.iso.datetime({ offset: true });

/** A moment as a caller sends it, within a span that every part can keep. */
export const momentUntil = (last: () => number, error: string) =>
  timestamp.refine((moment) => moment >= '2000' && Date.parse(moment) <= last(), { error });

/** One of this century. */
export const moment = momentUntil(() => Date.UTC(2100, 0), 'is not between 2000 and 2100');
