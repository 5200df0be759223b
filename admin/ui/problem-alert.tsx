import { Button } from '@mantine/core';
import { isProblem } from '@regulars/sdk';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { problemText, requestIdOf } from '../shell/problem-text.ts';
import { Ltr } from './ltr.tsx';
import { Notice } from './notice.tsx';

/** Says what went wrong where it went wrong; `onRetry` where trying again can help. */
export const ProblemAlert = ({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) => {
  const { t } = useTranslation();
  const requestId = requestIdOf(error);
  const holder = isProblem(error, 'phone_taken') ? error.customerId : undefined;
  return (
    <Notice tone="problem">
      <span>
        {problemText(t, error)}{' '}
        {holder && (
          <Link to="/dashboard/customers/$id" params={{ id: holder }}>
            {t('restore.openOther')}
          </Link>
        )}
      </span>
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
