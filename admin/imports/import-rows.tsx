import { Button, Skeleton } from '@mantine/core';
import type { CustomerImport } from '@regulars/sdk';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import linkRow from '../ui/link-row.module.css';
import { Ltr } from '../ui/ltr.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { writtenNumber } from '../ui/written.ts';
import { rowsQuery } from './import-queries.ts';
import classes from './import-rows.module.css';
import { RowNotes } from './row-notes.tsx';
import { RowValues } from './row-values.tsx';
import { filterOf, shownRows, shownWord } from './shown-rows.ts';

/** The rows of the file with what becomes, or became, of each; narrowed by that. */
export const ImportRows = ({ held, show }: { held: CustomerImport; show: string | undefined }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const filter = filterOf(held, show);
  const rows = useInfiniteQuery(rowsQuery(held.id, filter));
  const all = rows.data?.pages.flatMap(({ data }) => data);
  const step = held.results ? {} : ({ step: 'rows' } as const);
  const shown = shownRows(held);
  const links = [
    {
      name: t('import.allRows'),
      count: held.counts.rows,
      search: step,
      isActive: shown.every(({ is }) => is !== show),
    },
    ...shown.map((each) => ({
      name: shownWord(t, each),
      count: each.count,
      search: { ...step, show: each.is },
      isActive: each.is === show,
    })),
  ];

  return (
    <Section title={t('import.rows')}>
      <nav aria-label={t('import.which')} className={linkRow.row}>
        {links.map(({ name, count, search, isActive }) => (
          <Link
            key={name}
            to="/dashboard/customers/import/$importId"
            params={{ importId: held.id }}
            search={search}
            resetScroll={false}
            className={linkRow.link}
            aria-current={isActive ? 'page' : undefined}
            data-active={isActive || undefined}
          >
            {name} <Ltr className={classes.count}>{writtenNumber(language, count)}</Ltr>
          </Link>
        ))}
      </nav>
      {rows.isError && <ProblemAlert error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.isPending && <Skeleton height={160} />}
      {all?.length === 0 && <p className={classes.none}>{t('import.noRows')}</p>}
      {all && all.length > 0 && (
        <table className={classes.rows}>
          <caption className="visually-hidden">{t('import.rows')}</caption>
          <thead>
            <tr>
              <th scope="col" data-column="line">
                {t('import.line')}
              </th>
              <th scope="col" data-column="outcome">
                {t('import.becomes')}
              </th>
              <th scope="col" data-column="row">
                {t('import.row')}
              </th>
              <th scope="col" data-column="notes">
                {t('import.notes')}
              </th>
            </tr>
          </thead>
          <tbody>
            {all.map((row) => (
              <tr key={row.line}>
                <th scope="row" data-column="line" data-label={t('import.line')}>
                  <Ltr>{writtenNumber(language, row.line)}</Ltr>
                </th>
                <td data-column="outcome">
                  {row.rollback
                    ? t(`import.rollback.${row.rollback}`)
                    : row.result
                      ? t(`import.result.${row.result}`)
                      : t(`import.outcome.${row.outcome}`)}
                </td>
                <td data-column="row">
                  <RowValues row={row} />
                </td>
                <td data-column="notes">
                  <RowNotes row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.hasNextPage && (
        <Button
          className={classes.more}
          variant="default"
          loading={rows.isFetchingNextPage}
          onClick={() => void rows.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </Section>
  );
};
