import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { isProblem } from '@regulars/sdk';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useLocation, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-may.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Heading } from '../ui/heading.tsx';
import { isolateLtr } from '../ui/isolate.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { writtenNumber } from '../ui/written.ts';
import { CustomerCards } from './customer-cards.tsx';
import { CustomerTable } from './customer-table.tsx';
import classes from './customers-page.module.css';
import { customersQuery } from './customers-query.ts';
import { NobodyFound, NobodyYet } from './empty-list.tsx';
import { Filters } from './filters.tsx';
import { isFiltered, type ListState } from './list-state.ts';
import { Pager } from './pager.tsx';
import { useQuickCreate } from './quick-create.tsx';
import { SearchBox } from './search-box.tsx';
import { Statistics } from './statistics.tsx';
import { prefillOf } from './typed.ts';

const route = getRouteApi('/signed-in/dashboard/customers');

export const CustomersPage = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const router = useRouter();
  const queryClient = useQueryClient();
  const may = useMay();
  const quickCreate = useQuickCreate();
  const state = route.useSearch();
  const { trail = [], focusSearch = false } = useLocation({ select: ({ state }) => state });
  const narrow = useMediaQuery('(width < 48em)', undefined, { getInitialValueInEffect: false });

  const { data: list, error, isPlaceholderData, isFetching, refetch } = useQuery(customersQuery(state));
  const stale = isPlaceholderData;

  // Another filter or order is another list: it starts on its first page.
  const show = (change: Partial<ListState>, replace = false) =>
    router.navigate({
      to: '/dashboard/customers',
      search: { ...state, cursor: undefined, page: undefined, ...change },
      replace,
    });

  // A new page of rows begins at its top.
  const rows = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cursor is what says that the page is new
  useEffect(() => {
    rows.current?.scrollTo({ top: 0 });
  }, [state.cursor]);

  const firstHit = async (search: string) => {
    const found = await queryClient.fetchQuery(
      customersQuery({ ...state, search: search || undefined, cursor: undefined, page: undefined }),
    );
    return () => {
      const [first] = found.data;
      if (first) void router.navigate({ to: '/dashboard/customers/$id', params: { id: first.id } });
      else if (may('createCustomer') && state.type === undefined) quickCreate(prefillOf(search));
    };
  };

  const total = list && writtenNumber(language, list.page.total) + (list.page.totalIsExact ? '' : '+');

  return (
    <div className={classes.page}>
      <PageTitle>
        {state.search ? t('customers.titleSearch', { search: state.search }) : t('customers.title')}
      </PageTitle>
      <div className={classes.top}>
        <Heading className={classes.heading}>{t('customers.title')}</Heading>
        <Statistics />
        {may('createCustomer') && (
          <Button
            className={classes.add}
            leftSection={<IconUserPlus size={16} aria-hidden />}
            aria-keyshortcuts="n"
            onClick={() => quickCreate({})}
          >
            {t('customers.add')}
          </Button>
        )}
      </div>
      <div className={classes.tools}>
        <SearchBox
          search={state.search ?? ''}
          focusAtOnce={focusSearch}
          busy={isFetching}
          onSearch={(search) => {
            // Refining a search is one step back, not one for every pause in typing.
            void show({ search: search || undefined }, state.search !== undefined);
          }}
          onEnter={firstHit}
          onDown={() => rows.current?.querySelector<HTMLElement>('[data-row]')?.focus()}
        />
        <Filters state={state} onChange={show} />
      </div>
      <p role="status" className="visually-hidden">
        {list && !stale
          ? t('customers.found', { count: list.page.total, total: isolateLtr(total ?? '') })
          : ''}
      </p>
      <div ref={rows} className={classes.rows} aria-busy={isFetching} data-stale={stale || undefined}>
        {error ? (
          <div className={classes.message}>
            <ProblemAlert
              error={error}
              onRetry={isProblem(error, 'invalid_cursor') ? () => void show({}, true) : () => void refetch()}
            />
          </div>
        ) : list?.data.length === 0 ? (
          isFiltered(state) || state.cursor ? (
            <NobodyFound state={state} />
          ) : (
            <NobodyYet />
          )
        ) : narrow ? (
          <CustomerCards customers={list?.data} />
        ) : (
          <CustomerTable customers={list?.data} sort={state.sort} />
        )}
      </div>
      {list && list.data.length > 0 && !error && (
        <Pager state={state} trail={trail} list={list} disabled={stale} />
      )}
    </div>
  );
};
