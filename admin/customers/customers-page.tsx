import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { isProblem } from '@regulars/sdk';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useLocation, useRouter } from '@tanstack/react-router';
import { Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../connection/lazily.ts';
import { hasDraft } from '../drafts/drafts.ts';
import { forms } from '../drafts/forms.ts';
import { PreviewButton } from '../preview/preview-button.tsx';
import { useSelection } from '../selection/use-selection.ts';
import { useMay } from '../session/use-may.ts';
import { useLanguage } from '../shell/use-language.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { writtenNumber } from '../ui/written.ts';
import { SaveView } from '../views/save-view.tsx';
import { isSameList, stateOfView } from '../views/view-state.ts';
import { ViewsMenu } from '../views/views-menu.tsx';
import { viewsQuery } from '../views/views-query.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { CustomerCards } from './customer-cards.tsx';
import { CustomerTable } from './customer-table.tsx';
import classes from './customers-page.module.css';
import { customersQuery } from './customers-query.ts';
import { CustomersTop } from './customers-top.tsx';
import { NobodyFound, NobodyYet } from './empty-list.tsx';
import { FilterChips } from './filter-chips.tsx';
import { Filters } from './filters.tsx';
import { filtersOf, isFiltered, type ListState, plainState, withoutFilters } from './list-state.ts';
import { Pager } from './pager.tsx';
import { useWithPendingSaves } from './save-customer.ts';
import { SearchBox } from './search-box.tsx';
import { useRowsByKeyboard } from './use-rows-by-keyboard.ts';

const SelectionBar = lazily(() =>
  import('../selection/selection-bar.tsx').then(({ SelectionBar }) => ({ default: SelectionBar })),
);
const Preview = lazily(() => import('../preview/preview.tsx').then(({ Preview }) => ({ default: Preview })));

const route = getRouteApi('/signed-in/dashboard/customers');

export const CustomersPage = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const router = useRouter();
  const navigate = route.useNavigate();
  const may = useMay();
  const state = route.useSearch();
  const { focusSearch = false } = useLocation({ select: ({ state }) => state });
  const [saving, setSaving] = useState(() => hasDraft(forms.view));
  const { data: views } = useQuery(viewsQuery);
  const isSaved = views?.data.some((view) => isSameList(stateOfView(view), state));
  const narrow = useMediaQuery('(width < 48em)', undefined, { getInitialValueInEffect: false });

  const { data: list, error, isPlaceholderData, isFetching, refetch } = useQuery(customersQuery(state));
  const stale = isPlaceholderData;
  // What others change comes in without a word.
  const isBusy = isFetching && (stale || list === undefined);
  const known = useWithPendingSaves(list?.data);
  // That nobody is there is said once it is known.
  const customers = stale && known?.length === 0 ? undefined : known;

  const selection = useSelection(JSON.stringify(filtersOf(state).map((name) => state[name])), list?.data);
  const selectable = may('tagCustomers') ? selection : undefined;

  const wide = useMediaQuery('(width >= 64em)', undefined, { getInitialValueInEffect: false });
  // Whoever walks through the rows without a preview draws nothing anew.
  const focused = useRef<string>(undefined);
  const [previewing, setPreviewing] = useState<{ id: string | undefined } | null>(null);
  const previewed =
    wide && previewing ? (list?.data.find(({ id }) => id === previewing.id) ?? list?.data[0]) : undefined;
  const togglePreview = () => setPreviewing(previewing ? null : { id: focused.current });

  // Another filter or order is another list: it starts on its first page. Added to what the address says by then, which
  // may be more than is shown.
  const show = (change: Partial<ListState>, replace = false) =>
    navigate({
      to: '/dashboard/customers',
      search: (now) => plainState({ ...now, cursor: undefined, page: undefined, ...change }),
      replace,
    });
  const clear = () => void router.navigate({ to: '/dashboard/customers', search: withoutFilters(state) });

  const { rows, focusFirst, firstHit } = useRowsByKeyboard(state, stale ? undefined : list);

  const total = list && writtenNumber(language, list.page.total) + (list.page.totalIsExact ? '' : '+');
  const count = total === undefined ? undefined : { total: list!.page.total, written: total };

  const selectionBar = (
    <Suspense>
      <SelectionBar selection={selection} state={state} count={count} />
    </Suspense>
  );

  return (
    <div className={classes.page}>
      <PageTitle>
        {state.search ? t('customers.titleSearch', { search: state.search }) : t('customers.title')}
      </PageTitle>
      <CustomersTop
        state={state}
        count={count}
        narrow={narrow}
        selectionBar={selection.selected.size > 0 && !narrow && selectionBar}
      />
      <div className={classes.tools}>
        <SearchBox
          search={state.search ?? ''}
          focusAtOnce={focusSearch}
          busy={isBusy}
          narrow={narrow}
          onSearch={(search) => {
            // Refining a search is one step back, not one for every pause in typing.
            void show({ search: search || undefined }, state.search !== undefined);
          }}
          onEnter={firstHit}
          onDown={focusFirst}
        />
        <Filters state={state} narrow={narrow} onChange={show} />
        {!narrow && <ColumnChooser state={state} onChange={(columns) => void show({ columns })} />}
        {wide && <PreviewButton opened={previewing !== null} onToggle={togglePreview} />}
        <ViewsMenu state={state} narrow={narrow} onSave={() => setSaving(true)} />
      </div>
      <div>
        {filtersOf(state).some((name) => name !== 'search') && (
          <FilterChips state={state} onChange={show} onClear={clear}>
            {isSaved === false && (
              <Button variant="subtle" size="compact-sm" onClick={() => setSaving(true)}>
                {t('views.save')}
              </Button>
            )}
          </FilterChips>
        )}
      </div>
      <p role="status" className="visually-hidden">
        {list && !stale
          ? t('customers.found', { count: list.page.total, total: isolateLtr(total ?? '') })
          : ''}
      </p>
      <div className={classes.body}>
        <div ref={rows} className={classes.rows} aria-busy={isBusy} data-stale={stale || undefined}>
          {error && list === undefined ? (
            <div className={classes.message}>
              <ProblemAlert
                error={error}
                onRetry={
                  isProblem(error, 'invalid_cursor') ? () => void show({}, true) : () => void refetch()
                }
              />
            </div>
          ) : list?.data.length === 0 && !stale ? (
            isFiltered(state) || state.cursor ? (
              <NobodyFound state={state} onChange={show} onClear={clear} />
            ) : (
              <NobodyYet />
            )
          ) : narrow ? (
            <CustomerCards customers={customers} selection={selectable} />
          ) : (
            <CustomerTable
              customers={customers}
              state={state}
              onSort={(sort) => void show({ sort })}
              selection={selectable}
              onFocus={({ id }) => {
                focused.current = id;
                if (previewing) setPreviewing({ id });
              }}
              previewing={previewed !== undefined}
            />
          )}
        </div>
        {previewed && (
          <Suspense>
            <Preview customer={previewed} onClose={() => setPreviewing(null)} />
          </Suspense>
        )}
      </div>
      {list && list.data.length > 0 && <Pager state={state} list={list} disabled={stale} />}
      {/* At the thumb, where it moves no row either. */}
      {selection.selected.size > 0 && narrow && selectionBar}
      {saving && <SaveView state={state} onClose={() => setSaving(false)} />}
    </div>
  );
};
