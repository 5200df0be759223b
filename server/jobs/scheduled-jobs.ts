import type { Database } from '@regulars/database/connect';
import { forgetChanges } from '../changes/forget-changes.ts';
import { cleanUpCounterTimes } from '../counter/clean-up-counter-times.ts';
import { forgetWords } from '../customers/forget-words.ts';
import { forgetCounts } from '../http/share-counts.ts';
import { cleanUpImports } from '../imports/clean-up-imports.ts';
import { settleLoyalty } from '../loyalty/settle-loyalty.ts';
import { cleanUpSignIns } from '../sessions/clean-up-sign-ins.ts';
import { cleanUpCodes } from '../verification/clean-up-codes.ts';
import type { ScheduledJob } from './run-jobs.ts';

/** All that the server does by the clock. */
export const scheduledJobs = (database: Database): ScheduledJob[] => [
  { name: 'forget-changes', cron: '*/5 * * * *', run: () => forgetChanges(database) },
  { name: 'clean-up-codes', cron: '17 * * * *', run: () => cleanUpCodes(database) },
  { name: 'forget-counts', cron: '27 * * * *', run: () => forgetCounts(database) },
  { name: 'clean-up-sign-ins', cron: '27 * * * *', run: () => cleanUpSignIns(database) },
  { name: 'settle-loyalty', cron: '37 * * * *', run: () => settleLoyalty(database) },
  { name: 'forget-words', cron: '7 2 * * *', run: () => forgetWords(database) },
  { name: 'clean-up-counter-times', cron: '27 3 * * *', run: () => cleanUpCounterTimes(database) },
  { name: 'clean-up-imports', cron: '47 3 * * *', run: () => cleanUpImports(database) },
];
