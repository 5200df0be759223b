import { Button } from '@mantine/core';
import type { CustomerImport } from '@regulars/sdk';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { isolate, isolateLtr } from '../ui/isolate.ts';
import { Section } from '../ui/section.tsx';
import { writtenDay, writtenNumber } from '../ui/written.ts';
import { ImportFailure } from './import-failure.tsx';
import classes from './import-result.module.css';
import { ImportRows } from './import-rows.tsx';
import { RejectedRows } from './rejected-rows.tsx';
import { RollBackImport } from './roll-back-import.tsx';
import { shownRows, shownWord } from './shown-rows.ts';

/** What came of an import: counted, row by row, with the ways on and back. */
export const ImportResult = ({ held, show }: { held: CustomerImport; show: string | undefined }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  const { state, results } = held;
  const counts = results
    ? shownRows(held)
        .filter(({ count }) => count > 0)
        .map((each) => `${shownWord(t, each)} ${isolateLtr(writtenNumber(language, each.count))}`)
    : [];
  return (
    <div className={classes.result}>
      <Section title={t(`import.state.${state}`)}>
        <div className={classes.summary}>
          <p role="status">
            <bdi>{held.fileName}</bdi>: {counts.join(t('value.and')) || t('import.nothingWritten')}
          </p>
          <ImportFailure held={held} />
          <div className={classes.actions}>
            <Button renderRoot={(props) => <Link to="/dashboard/customers" {...props} />}>
              {t('notFound.toCustomers')}
            </Button>
            <RejectedRows held={held} />
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/dashboard/customers/import" {...props} />}
            >
              {t('import.another')}
            </Button>
            <RollBackImport held={held} />
          </div>
          <p className={classes.kept}>
            {t('import.kept', { day: isolate(writtenDay(language, held.keptUntil, tenant.timeZone)) })}
          </p>
        </div>
      </Section>
      {results && <ImportRows held={held} show={show} />}
    </div>
  );
};
