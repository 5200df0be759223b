import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemText, requestIdOf } from '../shell/problem-text.ts';
import { Ltr } from './ltr.tsx';
import { Notice } from './notice.tsx';

/** Says what went wrong where it went wrong; `onRetry` where trying again can help. */
export const ProblemAlert = ({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) => {
  const { t } = useTranslation();
  const requestId = requestIdOf(error);
  return (
    <Notice tone="problem">
      <span>{problemText(t, error)}</span>
      {requestId && (
        <small>
          {t('problem.requestId')} <Ltr>{requestId}</Ltr>
        </small>
      )}
      {onRetry && (
        <Button size="compact-md" variant="default" onClick={onRetry}>
          {t('action.retry')}
        </Button>
      )}
    </Notice>
  );
};
