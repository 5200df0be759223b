import type { CounterTimes as Times } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { ChartTable } from '../ui/chart-table.tsx';
import { isolate, isolateLtr } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { writtenNumber, writtenSeconds } from '../ui/written.ts';
import classes from './counter-times.module.css';

/** How long it takes to add a stub, in all and by person. */
export const CounterTimes = ({ times }: { times: Times }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { medianMilliseconds: median, stubs, people } = times;
  return (
    <section className={classes.times} aria-labelledby="counter-times">
      <h2 id="counter-times">{t('counterTimes.title')}</h2>
      {median === null ? (
        <p>{t('counterTimes.none')}</p>
      ) : (
        <>
          <p>
            {t('counterTimes.all', {
              median: isolate(writtenSeconds(language, median)),
              stubs: isolateLtr(writtenNumber(language, stubs)),
            })}
          </p>
          <ChartTable
            caption={t('counterTimes.byPerson')}
            heads={[t('counterTimes.person'), t('counterTimes.stubs'), t('counterTimes.median')]}
            // The table has the latest first, people the busiest.
            rows={people.toReversed().map((person) => ({
              key: person.actor.id,
              time: person.actor.name ?? person.actor.id,
              cells: [
                <Ltr key="stubs">{writtenNumber(language, person.stubs)}</Ltr>,
                <bdi key="median">{writtenSeconds(language, person.medianMilliseconds)}</bdi>,
              ],
            }))}
          />
        </>
      )}
    </section>
  );
};
