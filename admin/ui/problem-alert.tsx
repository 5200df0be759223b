import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemText, requestIdOf } from '../shell/problem-text.ts';
import { Ltr } from './ltr.tsx';

/** Says what went wrong where it went wrong; `onRetry` where trying again can help. */
export const ProblemAlert = ({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) => {
  const { t } = useTranslation();
  const requestId = requestIdOf(error);
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} role="alert">
      <div>{problemText(t, error)}</div>
      {requestId && (
        <small>
          {t('problem.requestId')} <Ltr>{requestId}</Ltr>
        </small>
      )}
      {onRetry && (
        <div>
          <Button mt="xs" size="compact-md" variant="default" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        </div>
      )}
    </Alert>
  );
};
