import { z } from 'zod';
import { actor } from './actor.ts';
import { timestamp } from './moment.ts';

/** Longer than an hour nobody types: somebody went away in between. */
const milliseconds = z
  .int()
  .min(1)
  .max(3_600_000)
  .meta({ description: 'From the first character that was typed to the saved answer.', example: 8400 });

export const newCounterTime = z
  .strictObject({ milliseconds })
  .meta({ id: 'NewCounterTime', example: { milliseconds: 8400 } });
export type NewCounterTime = z.infer<typeof newCounterTime>;

export const counterTime = z.strictObject({ milliseconds, savedAt: timestamp }).meta({ id: 'CounterTime' });
export type CounterTime = z.infer<typeof counterTime>;

const several = { stubs: z.int(), medianMilliseconds: z.int() };

export const counterTimes = z
  .strictObject({
    timeZone: z.string().meta({ description: "The tenant's, in which the days are days." }),
    stubs: z.int().meta({ description: 'How many were measured in the last 30 days.' }),
    medianMilliseconds: z.int().nullable().meta({ description: 'Null where none was.' }),
    days: z
      .array(z.strictObject({ day: z.iso.date(), ...several }))
      .meta({ description: 'The days on which any was, the oldest first.' }),
    people: z
      .array(
        z.strictObject({
          actor,
          ...several,
        }),
      )
      .meta({ description: 'Whoever added any, the most first.' }),
  })
  .meta({ id: 'CounterTimes' });
export type CounterTimes = z.infer<typeof counterTimes>;
