import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { writtenMoment } from '../ui/written.ts';
import classes from './earlier-imports.module.css';
import { importsQuery } from './import-queries.ts';

/** Those that are still kept, the latest first: also one that is at work, or that somebody left half-way. */
export const EarlierImports = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  const list = useInfiniteQuery(importsQuery);
  const imports = list.data?.pages.flatMap(({ data }) => data);
  return (
    <Section title={t('import.earlier')}>
      {list.isError && <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton height={48} />}
      {imports?.length === 0 && <p className={classes.none}>{t('import.noneEarlier')}</p>}
      <ul className={classes.imports}>
        {imports?.map(({ id, fileName, state, createdAt, createdBy }) => (
          <li key={id} className={classes.import}>
            <Link to="/dashboard/customers/import/$importId" params={{ importId: id }}>
              <bdi>{fileName}</bdi>
            </Link>
            <span className={classes.facts}>
              <span>{t(`import.state.${state}`)}</span>
              <bdi>{createdBy.name}</bdi>
              <bdi>{writtenMoment(language, createdAt, tenant.timeZone)}</bdi>
            </span>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('action.more')}
        </Button>
      )}
    </Section>
  );
};
