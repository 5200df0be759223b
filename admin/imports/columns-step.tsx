import { Button, NativeSelect } from '@mantine/core';
import { importFields } from '@regulars/contract/import';
import type { CustomerImport, ImportColumn } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { useLanguage } from '../shell/use-language.ts';
import { isolate } from '../ui/isolate.ts';
import { Notice } from '../ui/notice.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { writtenNumber } from '../ui/written.ts';
import { CancelImport } from './cancel-import.tsx';
import { chooseField, missingFields, saysSomething } from './choose-field.ts';
import classes from './columns-step.module.css';
import { fieldWord } from './field-word.ts';
import { FileReading } from './file-reading.tsx';
import { ImportFailure } from './import-failure.tsx';
import { importQuery, rowsKey } from './import-queries.ts';

/** How many values of a column are shown: enough to see what it is. */
const samplesShown = 3;

/** How the file is read, and what each of its columns is. */
export const ColumnsStep = ({ held }: { held: CustomerImport }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const router = useRouter();
  const queryClient = useQueryClient();
  const saved = held.columns.map(({ field }) => field);
  const [mapping, setMapping] = useState(saved);
  const [isRefused, setRefused] = useState(false);
  const isToCheck = held.state === 'failed' || mapping.some((field, at) => field !== saved[at]);

  const check = useMutation({
    mutationFn: async () => (isToCheck ? regulars.imports.update(held.id, { mapping }) : held),
    onSuccess: (now) => {
      if (isToCheck) queryClient.removeQueries({ queryKey: rowsKey(held.id) });
      queryClient.setQueryData(importQuery(held.id).queryKey, now);
      return router.navigate({
        to: '/dashboard/customers/import/$importId',
        params: { importId: held.id },
        search: { step: 'rows' },
      });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setRefused(!saysSomething(mapping));
    if (saysSomething(mapping) && !check.isPending) check.mutate();
  };

  const nameOf = ({ heading, index }: ImportColumn) =>
    heading === null
      ? t('import.columnNumber', { number: writtenNumber(language, index + 1) })
      : isolate(heading);
  const missing = missingFields(mapping).map((field) => fieldWord(t, field));

  return (
    <form onSubmit={submit} className={classes.form}>
      <ImportFailure held={held} />
      <FileReading held={held} />
      <Section title={t('import.whatIsWhat')}>
        <p className={classes.hint}>{t('import.finds')}</p>
        <ul className={classes.columns}>
          {held.columns.map((column, at) => (
            <li key={column.index} className={classes.column}>
              <div>
                <div className={classes.name}>{nameOf(column)}</div>
                <div className={classes.samples}>
                  {column.samples.slice(0, samplesShown).map((sample, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the same value can stand there twice
                    <bdi key={place}>{sample}</bdi>
                  ))}
                </div>
              </div>
              <NativeSelect
                aria-label={t('import.columnIs', { column: nameOf(column) })}
                value={mapping[at] ?? ''}
                data={[
                  { value: '', label: t('import.leaveOut') },
                  ...importFields.map((field) => ({ value: field, label: fieldWord(t, field) })),
                ]}
                onChange={({ currentTarget: { value } }) =>
                  setMapping(chooseField(mapping, at, importFields.find((field) => field === value) ?? null))
                }
              />
            </li>
          ))}
        </ul>
      </Section>
      {isRefused && !saysSomething(mapping) ? (
        <Notice tone="problem">{t('import.saysNothing')}</Notice>
      ) : (
        missing.length > 0 && (
          <Notice tone="caution">{t('import.missing', { fields: missing.join(t('value.and')) })}</Notice>
        )
      )}
      {check.isError && <ProblemAlert error={check.error} />}
      <div className={classes.actions}>
        <Button type="submit" loading={check.isPending}>
          {t('import.check')}
        </Button>
        <CancelImport id={held.id} />
      </div>
    </form>
  );
};
