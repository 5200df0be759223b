import { counterTime, counterTimes, newCounterTime } from '@regulars/contract/counter';
import { ok } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { getCounterTimes } from './get-counter-times.ts';
import { recordCounterTime } from './record-counter-time.ts';

const tag = 'Counter';
const path = '/api/v1/counter/times';

export const counterRoutes: Operation[] = [
  operation({
    id: 'recordCounterTime',
    method: 'post',
    path,
    tag,
    summary: 'Record how long it took to add a stub',
    description: 'Of yourself, measured by the client. It is kept for 90 days.',
    body: newCounterTime,
    success: { status: 201, description: 'The time as it was recorded', schema: counterTime },
    work: 'write-once',
    handle: async ({ tenant, body }) => ({ status: 201, body: await recordCounterTime(tenant, body) }),
  }),

  operation({
    id: 'getCounterTimes',
    method: 'get',
    path,
    tag,
    summary: 'Read how long it takes to add a stub',
    description: 'Medians of the last 30 days: of all, by day, by person.',
    success: { status: 200, description: 'The medians', schema: counterTimes },
    work: 'read',
    handle: async ({ tenant }) => ok(await getCounterTimes(tenant)),
  }),
];
