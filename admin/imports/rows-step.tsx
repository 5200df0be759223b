import { Button, Checkbox } from '@mantine/core';
import type { CustomerImport, ImportCommit } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Choice } from '../ui/choice.tsx';
import { isolateLtr } from '../ui/isolate.ts';
import { Notice } from '../ui/notice.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { useIntention } from '../ui/use-intention.ts';
import { writtenNumber } from '../ui/written.ts';
import { CancelImport } from './cancel-import.tsx';
import { ImportFailure } from './import-failure.tsx';
import { importQuery, importsQuery } from './import-queries.ts';
import { ImportRows } from './import-rows.tsx';
import { RejectedRows } from './rejected-rows.tsx';
import classes from './rows-step.module.css';
import { StepProgress } from './step-progress.tsx';

/** What would become of each row, and then, if one likes it, does. */
export const RowsStep = ({ held, show }: { held: CustomerImport; show: string | undefined }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const [duplicates, setDuplicates] = useState<NonNullable<ImportCommit['duplicates']>>('skip');
  const [allOrNothing, setAllOrNothing] = useState(false);
  const { counts } = held;
  const number = (value: number) => isolateLtr(writtenNumber(language, value));
  const rows = counts.create + counts.update + (duplicates === 'create' ? counts.duplicate : 0);

  const intention = useIntention();
  const commit = useMutation({
    mutationFn: () => {
      const body = { duplicates, allOrNothing };
      return regulars.imports.commit(held.id, body, {
        idempotencyKey: intention.keyFor({ ...body, id: held.id }),
      });
    },
    onSuccess: (now) => {
      queryClient.setQueryData(importQuery(held.id).queryKey, now);
      void queryClient.invalidateQueries(importsQuery);
    },
    onSettled: (_, error) => intention.answered(error ?? undefined),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!commit.isPending) commit.mutate();
  };

  const toColumns = (
    <Button
      variant="default"
      renderRoot={(props) => (
        <Link to="/dashboard/customers/import/$importId" params={{ importId: held.id }} {...props} />
      )}
    >
      {t('import.toColumns')}
    </Button>
  );

  if (held.state === 'failed') {
    return (
      <div className={classes.step}>
        <ImportFailure held={held} />
        <div className={classes.actions}>{toColumns}</div>
      </div>
    );
  }
  if (held.state === 'checking') {
    return (
      <Section title={t('import.state.checking')}>
        <div className={classes.step}>
          <StepProgress held={held} />
          <div className={classes.actions}>
            {toColumns}
            <CancelImport id={held.id} />
          </div>
        </div>
      </Section>
    );
  }

  return (
    <div className={classes.step}>
      <p role="status" className="visually-hidden">
        {t('import.checked', { rows: number(counts.rows) })}
      </p>
      <Section title={t('import.step.import')}>
        <form onSubmit={submit} className={classes.options}>
          {counts.duplicate > 0 && (
            <fieldset className={classes.duplicates}>
              <legend>{t('import.duplicates.label', { rows: number(counts.duplicate) })}</legend>
              {(['skip', 'create'] as const).map((each) => (
                <Choice
                  key={each}
                  name="duplicates"
                  checked={each === duplicates}
                  onChoose={() => setDuplicates(each)}
                >
                  {t(`import.duplicates.${each}`)}
                </Choice>
              ))}
            </fieldset>
          )}
          <Checkbox
            label={t('import.allOrNothing')}
            description={t('import.allOrNothingMeans')}
            checked={allOrNothing}
            onChange={({ currentTarget }) => setAllOrNothing(currentTarget.checked)}
          />
          {allOrNothing && counts.invalid > 0 && (
            <Notice tone="caution">{t('import.invalidKeepsOut', { rows: number(counts.invalid) })}</Notice>
          )}
          {commit.isError && <ProblemAlert error={commit.error} />}
          <div className={classes.actions}>
            <Button type="submit" loading={commit.isPending} disabled={rows === 0}>
              {rows === 0 ? t('import.nothingToDo') : t('import.commit', { rows: number(rows) })}
            </Button>
            <RejectedRows held={held} />
            {toColumns}
            <CancelImport id={held.id} />
          </div>
        </form>
      </Section>
      <ImportRows held={held} show={show} />
    </div>
  );
};
