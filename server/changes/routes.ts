import { change } from '@regulars/contract/change';
import { type Operation, operation } from '../http/operation.ts';
import type { Watchers } from './watch-changes.ts';

export const changeRoutes = (watchers: Watchers): Operation[] => [
  operation({
    id: 'watchChanges',
    method: 'get',
    path: '/api/v1/changes',
    tag: 'Changes',
    summary: 'Follow what changes in the business',
    description:
      'Server-sent events, within a second of each change, whoever made it; they name what to read anew and hold nothing of it. Each batch ends with an `id`: sent as `Last-Event-ID`, to whichever process, it brings what was missed for up to a quarter of an hour, and `everything` after that. The stream ends with the session, the membership or the role that it was opened with.',
    success: {
      status: 200,
      description: 'Events whose data is a Change',
      streams: { 'text/event-stream': change },
    },
    problems: ['too_many_watchers'],
    work: 'read',
    handle: ({ tenant, headers }) => watchers.watch(tenant, headers),
  }),
];
