import { Checkbox, NativeSelect } from '@mantine/core';
import { importDelimiters, importEncodings } from '@regulars/contract/import';
import type { CustomerImport, ImportChanges } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { useLanguage } from '../shell/use-language.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { writtenBytes } from '../ui/written.ts';
import classes from './columns-step.module.css';
import { importQuery, rowsKey } from './import-queries.ts';

// Names that are the same in every language.
const encodings: Record<(typeof importEncodings)[number], string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
  'windows-1256': 'Windows-1256',
};
const delimiters = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

/** What the file was taken for. Said otherwise it is read anew at once, and its columns are others. */
export const FileReading = ({ held }: { held: CustomerImport }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const read = useMutation({
    mutationFn: (changes: ImportChanges) => regulars.imports.update(held.id, changes),
    onSuccess: (now) => {
      queryClient.removeQueries({ queryKey: rowsKey(held.id) });
      queryClient.setQueryData(importQuery(held.id).queryKey, now);
    },
  });
  const asked = read.isPending ? read.variables : {};
  return (
    <Section title={t('import.file')}>
      <div className={classes.facts} aria-busy={read.isPending}>
        <p className={classes.file}>
          <bdi>{held.fileName}</bdi> <bdi>{writtenBytes(language, held.bytes)}</bdi>
        </p>
        {held.encoding && (
          <NativeSelect
            label={t('import.encoding')}
            value={asked.encoding ?? held.encoding}
            data={importEncodings.map((value) => ({ value, label: encodings[value] }))}
            onChange={({ currentTarget: { value } }) => {
              const encoding = importEncodings.find((each) => each === value);
              if (encoding) read.mutate({ encoding });
            }}
          />
        )}
        {held.delimiter && (
          <NativeSelect
            label={t('import.delimiter')}
            value={asked.delimiter ?? held.delimiter}
            data={importDelimiters.map((value) => ({
              value,
              label: t(`import.delimiters.${delimiters[value]}`),
            }))}
            onChange={({ currentTarget: { value } }) => {
              const delimiter = importDelimiters.find((each) => each === value);
              if (delimiter) read.mutate({ delimiter });
            }}
          />
        )}
        {held.format === 'csv' && (
          <Checkbox
            className={classes.heading}
            label={t('import.hasHeading')}
            checked={asked.hasHeading ?? held.hasHeading}
            onChange={({ currentTarget }) => read.mutate({ hasHeading: currentTarget.checked })}
          />
        )}
      </div>
      {read.isError && <ProblemAlert error={read.error} />}
    </Section>
  );
};
