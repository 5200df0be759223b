import { Button } from '@mantine/core';
import type { CustomerImport } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { useLanguage } from '../shell/use-language.ts';
import { AskFirst } from '../ui/ask-first.tsx';
import { isolate, isolateLtr } from '../ui/isolate.ts';
import { writtenNumber } from '../ui/written.ts';
import { importQuery, importsQuery } from './import-queries.ts';

/** Takes an import back; asks first, and says what it means. */
export const RollBackImport = ({ held: { id, fileName, results, state } }: { held: CustomerImport }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const rollBack = useMutation({
    mutationFn: () => regulars.imports.rollBack(id),
    onSuccess: (now) => {
      setAsking(false);
      queryClient.setQueryData(importQuery(id).queryKey, now);
      void queryClient.invalidateQueries(importsQuery);
    },
  });
  if (!results || state === 'rolled_back' || results.created + results.updated === 0) return null;
  const number = (value: number) => isolateLtr(writtenNumber(language, value));
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          rollBack.reset();
          setAsking(true);
        }}
      >
        {t('import.rollBack.action')}
      </Button>
      <AskFirst
        opened={asking}
        onClose={() => setAsking(false)}
        action={t('import.rollBack.action')}
        work={rollBack}
        onYes={() => rollBack.mutate()}
        title={t('import.rollBack.title', { file: isolate(fileName) })}
      >
        {results.created > 0 && <li>{t('import.rollBack.created', { rows: number(results.created) })}</li>}
        {results.updated > 0 && <li>{t('import.rollBack.updated', { rows: number(results.updated) })}</li>}
        <li>{t('import.rollBack.left')}</li>
      </AskFirst>
    </>
  );
};
