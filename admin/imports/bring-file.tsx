import { Button } from '@mantine/core';
import { largestImport } from '@regulars/contract/import';
import { isProblem } from '@regulars/sdk';
import { IconFileUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type ChangeEvent, type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { isolate } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Progress } from '../ui/progress.tsx';
import { Section } from '../ui/section.tsx';
import { useIntention } from '../ui/use-intention.ts';
import { writtenBytes, writtenShare } from '../ui/written.ts';
import classes from './bring-file.module.css';
import { importQuery, importsQuery } from './import-queries.ts';
import { uploadFile } from './upload-file.ts';

/** Drop a file or choose one; once it is at the server, its import is what the page goes on with. */
export const BringFile = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [isOver, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const [sent, setSent] = useState(0);
  const intention = useIntention();
  const leave = useRef<AbortController | null>(null);
  useEffect(() => () => leave.current?.abort(), []);

  const upload = useMutation({
    mutationFn: (file: File) => {
      const { name, size, lastModified } = file;
      leave.current = new AbortController();
      setSent(0);
      return uploadFile(file, {
        idempotencyKey: intention.keyFor({ name, size, lastModified }),
        signal: leave.current.signal,
        onSent: setSent,
      });
    },
    onSuccess: (made) => {
      queryClient.setQueryData(importQuery(made.id).queryKey, made);
      void queryClient.invalidateQueries(importsQuery);
      return router.navigate({ to: '/dashboard/customers/import/$importId', params: { importId: made.id } });
    },
    onSettled: (_, error) => intention.answered(error ?? undefined),
  });

  const take = (file: File | undefined) => {
    if (!file || upload.isPending) return;
    setTooLarge(file.size > largestImport);
    if (file.size > largestImport) upload.reset();
    else upload.mutate(file);
  };
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    take(currentTarget.files?.[0]);
    // So that the same file, mended, can be chosen once more.
    currentTarget.value = '';
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };

  if (upload.isPending) {
    return (
      <Section title={t('import.sending')}>
        <div className={classes.sending}>
          <Progress label={t('import.sending')} value={sent} max={1}>
            <Ltr>{writtenShare(language, sent)}</Ltr>
          </Progress>
          <bdi className={classes.name}>{upload.variables.name}</bdi>
          <Button variant="default" autoFocus onClick={() => leave.current?.abort()}>
            {t('action.cancel')}
          </Button>
        </div>
      </Section>
    );
  }

  const isTooLarge = tooLarge || isProblem(upload.error, 'body_too_large');
  const wasLeft = leave.current?.signal.aborted;
  return (
    <>
      {isTooLarge ? (
        <Notice tone="problem">
          {t('import.tooLarge', { size: isolate(writtenBytes(language, largestImport)) })}
        </Notice>
      ) : (
        upload.isError && !wasLeft && <ProblemAlert error={upload.error} />
      )}
      <label
        className={classes.drop}
        data-over={isOver || undefined}
        onDragOver={over}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileUpload size={32} stroke={1.5} aria-hidden />
        <strong>{t('import.drop')}</strong>
        <span className={classes.kinds}>
          {t('import.kinds', { size: isolate(writtenBytes(language, largestImport)) })}
        </span>
        <input
          type="file"
          name="file"
          className="visually-hidden"
          accept=".csv,.tsv,.txt,.xlsx,text/csv"
          onChange={choose}
        />
      </label>
    </>
  );
};
