import { Button, Skeleton } from '@mantine/core';
import type { CustomerSummary } from '@regulars/sdk';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import empty from '../customers/empty-list.module.css';
import { useMay } from '../session/use-may.ts';
import { useLanguage } from '../shell/use-language.ts';
import row from '../ui/link-row.module.css';
import { Page } from '../ui/page.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { writtenNumber } from '../ui/written.ts';
import { inboxes, inboxQuery } from './duplicate-queries.ts';
import classes from './duplicates-page.module.css';
import { MergeSeveral } from './merge-several.tsx';
import { moveAmongPairs } from './move-among-pairs.ts';
import { type Pair, pairKey } from './pair.ts';
import { PairCard } from './pair-card.tsx';
import { useDismissal } from './use-dismissal.tsx';

const route = getRouteApi('/signed-in/dashboard/duplicates');

/** The inbox: pairs of customers who may be one, the likeliest first. */
export const DuplicatesPage = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const may = useMay();
  const { show = 'all' } = route.useSearch();
  const inbox = useInfiniteQuery(inboxQuery(show));
  const pairs = inbox.data?.pages.flatMap(({ data }) => data);
  const { dismiss, reopen } = useDismissal();
  const list = useRef<HTMLOListElement>(null);
  /** Which pair had the focus when it was taken off the list. */
  const takenAt = useRef<number | null>(null);

  // The keyboard goes on with the pair that took the place of the one that is gone.
  useEffect(() => {
    if (pairs === undefined || takenAt.current === null) return;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const links = list.current?.querySelectorAll<HTMLElement>('[data-pair]') ?? [];
    const next = links[Math.min(takenAt.current, links.length - 1)];
    (next ?? document.querySelector<HTMLElement>('main h1'))?.focus({ preventScroll: links.length > 0 });
    takenAt.current = null;
  }, [pairs]);

  const isDismissed = show === 'dismissed';
  const mayChoose = may('mergeCustomers') && !isDismissed;
  const [chosenKeys, setChosenKeys] = useState<ReadonlySet<string>>(new Set());
  const [isMerging, setMerging] = useState(false);
  const chosen = pairs?.filter((pair) => chosenKeys.has(pairKey(pair))) ?? [];
  const same = pairs?.filter(({ decision }) => decision === 'same') ?? [];
  const choose = (pair: Pair, isChosen: boolean) => {
    const keys = new Set(chosenKeys);
    if (isChosen) keys.add(pairKey(pair));
    else keys.delete(pairKey(pair));
    setChosenKeys(keys);
  };

  const told = (customers: CustomerSummary[], at: number) => {
    takenAt.current = at;
    if (isDismissed) reopen.mutate(customers);
    else dismiss.mutate(customers);
  };
  const isBusy = (customers: CustomerSummary[]) =>
    [dismiss, reopen].some(
      ({ isPending, variables }) =>
        isPending && variables && pairKey({ customers: variables }) === pairKey({ customers }),
    );

  return (
    <Page title={t('duplicates.title')}>
      <nav aria-label={t('duplicates.which')} className={`${row.row} ${classes.which}`}>
        {inboxes.map((each) => (
          <Link
            key={each}
            to="/dashboard/duplicates"
            search={each === 'all' ? {} : { show: each }}
            activeOptions={{ exact: true, includeSearch: true }}
            className={row.link}
            activeProps={{ 'data-active': true }}
          >
            {t(`duplicates.inbox.${each}`)}
          </Link>
        ))}
      </nav>
      {mayChoose && same.length + chosen.length > 0 && (
        <div className={classes.several}>
          {chosen.length > 0 && (
            <Button onClick={() => setMerging(true)}>
              {t('duplicates.several.chosen', { number: writtenNumber(language, chosen.length) })}
            </Button>
          )}
          {same.length > 0 && (
            <Button variant="default" onClick={() => setChosenKeys(new Set(same.map(pairKey)))}>
              {t('duplicates.several.chooseSame')}
            </Button>
          )}
          {chosen.length > 0 && (
            <Button variant="subtle" onClick={() => setChosenKeys(new Set())}>
              {t('duplicates.several.chooseNone')}
            </Button>
          )}
        </div>
      )}
      {isMerging && (
        <MergeSeveral
          pairs={chosen}
          onClose={() => setMerging(false)}
          onDone={() => {
            setMerging(false);
            setChosenKeys(new Set());
          }}
        />
      )}
      {inbox.isError && <ProblemAlert error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.isPending && <Skeleton height={220} radius="md" />}
      {pairs?.length === 0 && (
        <div className={empty.empty}>
          <h2>{t(`duplicates.none.${show}`)}</h2>
          {!isDismissed && <p>{t('duplicates.noneText')}</p>}
        </div>
      )}
      <ol ref={list} className={classes.pairs} aria-label={t('duplicates.title')} onKeyDown={moveAmongPairs}>
        {pairs?.map((pair, at) => (
          <PairCard
            key={pairKey(pair)}
            pair={pair}
            from="duplicates"
            {...(mayChoose && {
              selected: chosenKeys.has(pairKey(pair)),
              onSelect: (isChosen: boolean) => choose(pair, isChosen),
            })}
            isBusy={isBusy(pair.customers)}
            onDismiss={
              may('dismissDuplicate') && !isDismissed ? (customers) => told(customers, at) : undefined
            }
          >
            {isDismissed && may('reopenDuplicate') && (
              <Button
                variant="default"
                size="compact-md"
                disabled={isBusy(pair.customers)}
                onClick={() => told(pair.customers, at)}
              >
                {t('duplicates.reopen')}
              </Button>
            )}
            {pair.dismissal && (
              <span className={classes.by}>
                {t('duplicates.toldApartBy')} <bdi>{pair.dismissal.by.name ?? pair.dismissal.by.id}</bdi>
              </span>
            )}
          </PairCard>
        ))}
      </ol>
      {inbox.hasNextPage && (
        <Button
          variant="default"
          loading={inbox.isFetchingNextPage}
          onClick={() => void inbox.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </Page>
  );
};
