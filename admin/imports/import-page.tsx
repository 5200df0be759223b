import { Skeleton } from '@mantine/core';
import { isProblem } from '@regulars/sdk';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { ImportFrame } from './import-frame.tsx';
import { isAtWork } from './import-queries.ts';
import { ImportResult } from './import-result.tsx';
import { ImportUnderWay } from './import-under-way.tsx';
import { RowsStep } from './rows-step.tsx';
import { useImport } from './use-import.ts';

const route = getRouteApi('/signed-in/dashboard/customers/import/$importId');

/** One import: until it is committed the address says at which step one is, then the import itself. */
export const ImportPage = () => {
  const { t } = useTranslation();
  const { importId } = route.useParams();
  const { step, show } = route.useSearch();
  const { data: held, error, refetch } = useImport(importId);
  // A file that could not be read to its end can be taken for something else.
  const isOpen =
    held === undefined ||
    held.state === 'checking' ||
    held.state === 'ready' ||
    (held.state === 'failed' && held.committedAt === null);
  return (
    <ImportFrame place={isOpen ? (step ?? 'columns') : isAtWork(held) ? 'work' : 'result'}>
      {error && (
        <ProblemAlert
          error={error}
          onRetry={isProblem(error, 'not_found') ? undefined : () => void refetch()}
        />
      )}
      {error && <Link to="/dashboard/customers/import">{t('import.toStart')}</Link>}
      {!held && !error && <Skeleton height={240} radius="md" />}
      {held &&
        (!isOpen ? (
          isAtWork(held) ? (
            <ImportUnderWay held={held} />
          ) : (
            <ImportResult held={held} show={show} />
          )
        ) : step === 'rows' ? (
          <RowsStep held={held} show={show} />
        ) : (
          // Read otherwise, the file has other columns.
          <ColumnsStep key={JSON.stringify(held.columns)} held={held} />
        ))}
    </ImportFrame>
  );
};
