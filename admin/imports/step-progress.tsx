import type { CustomerImport } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { Progress } from '../ui/progress.tsx';
import { writtenNumber, writtenShare } from '../ui/written.ts';
import { writtenWait } from '../verification/written-wait.ts';
import classes from './step-progress.module.css';

/** How far the server is with what it does, how fast, and how long it will take. */
export const StepProgress = ({ held: { progress, state } }: { held: CustomerImport }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!progress) return null;
  const { done, total, share, rowsPerSecond, secondsLeft } = progress;
  const number = (value: number) => isolateLtr(writtenNumber(language, value));
  return (
    <div className={classes.progress}>
      <Progress label={t(`import.state.${state}`)} value={share} max={1}>
        <Ltr>{writtenShare(language, share)}</Ltr>
      </Progress>
      <div className={classes.facts}>
        <span>
          {total === null
            ? t('import.doneRows', { done: number(done) })
            : t('import.doneOf', { done: number(done), total: number(total) })}
        </span>
        {rowsPerSecond !== null && (
          <span>{t('import.rate', { rows: number(Math.round(rowsPerSecond)) })}</span>
        )}
        {secondsLeft !== null && (
          <span>{t('import.left', { time: isolateLtr(writtenWait(Math.ceil(secondsLeft))) })}</span>
        )}
      </div>
    </div>
  );
};
