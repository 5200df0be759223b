import type { CounterTime, CounterTimes, NewCounterTime } from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

/** How long it takes at the counter to add a stub. */
export interface Counter {
  /** The median of the last 30 days: of all, by day, by person. */
  times(options?: CallOptions): Promise<CounterTimes>;
  recordTime(body: NewCounterTime, options?: PostOptions): Promise<CounterTime>;
}

const path = '/api/v1/counter/times';

export const counterOf = (send: Send): Counter => ({
  times: (options = {}) => send<'getCounterTimes'>({ method: 'GET', path }, options),
  recordTime: (body, options = {}) => send<'recordCounterTime'>({ method: 'POST', path, body }, options),
});
