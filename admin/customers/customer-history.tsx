import { Button, Skeleton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { addressName } from '../addresses/address-name.ts';
import { allAddressesQuery } from '../addresses/address-queries.ts';
import { MergeInHistory, tellsOfMerge } from '../merges/merge-in-history.tsx';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { writtenMoment } from '../ui/written.ts';
import classes from './customer-history.module.css';
import { historyQuery } from './customer-query.ts';
import { FieldName } from './field-name.tsx';
import { FieldValue } from './field-value.tsx';
import { HistoryNarrowing } from './history-narrowing.tsx';
import { toldChanges } from './history-words.ts';

/** Facts of the business rather than of the customer's story: the action above says them already. */
const saidByAction = new Set(['isActive', 'customerNumber', 'address.isActive']);
/** What was not there before has no before. */
const isBeginning = (action: string) => action === 'created' || action === 'address_added';

const path = '/dashboard/customers/$id/history';
const route = getRouteApi('/signed-in/dashboard/customers/$id/history');

/** Who changed what, newest first; those of one kind, person or time for who asks. */
export const CustomerHistory = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  const { id } = route.useParams();
  const filters = route.useSearch();
  const router = useRouter();
  const history = useInfiniteQuery(historyQuery(id, filters));
  const entries = history.data?.pages.flatMap(({ data }) => data);
  const tellsOfAddresses =
    entries?.some(({ changes }) => changes.some(({ addressId }) => addressId)) ?? false;
  const addresses = useQuery({ ...allAddressesQuery(id), enabled: tellsOfAddresses });
  const addressOf = (addressId: string) => {
    const address = addresses.data?.data.find(({ id }) => id === addressId);
    return address && addressName(t, address);
  };

  return (
    <Section title={t('history.title')}>
      {history.isError && <ProblemAlert error={history.error} onRetry={() => void history.refetch()} />}
      {history.isPending && <Skeleton height={96} />}
      <HistoryNarrowing
        filters={filters}
        actors={history.data?.pages[0]?.actors ?? []}
        onChange={(change) =>
          void router.navigate({
            to: path,
            params: { id },
            search: { ...filters, ...change },
            resetScroll: false,
          })
        }
      />
      {entries?.length === 0 && <p className={classes.none}>{t('history.none')}</p>}
      <ol
        className={classes.entries}
        aria-busy={history.isFetching}
        data-stale={history.isPlaceholderData || undefined}
      >
        {entries?.map((entry) => (
          <li key={entry.version}>
            <div className={classes.action}>
              <strong>{t(`history.action.${entry.action}`)}</strong>{' '}
              <span className={classes.by}>
                {t('history.by')} <bdi>{entry.actor.name ?? entry.actor.id}</bdi>
              </span>
            </div>
            <time dateTime={entry.at} className={classes.at}>
              {writtenMoment(language, entry.at, tenant.timeZone)}
            </time>
            {tellsOfMerge(entry) && <MergeInHistory customerId={id} entry={entry} />}
            {toldChanges(entry.changes).map(({ addressId, changes }) => (
              <Fragment key={addressId}>
                {addressId !== null && addressOf(addressId) && (
                  <div className={classes.address}>
                    <bdi>{addressOf(addressId)}</bdi>
                  </div>
                )}
                <ul className={classes.changes}>
                  {changes
                    .filter(({ field }) => !saidByAction.has(field))
                    .map(({ field, from, to }) => (
                      <li key={field}>
                        <span className={classes.field}>
                          <FieldName field={field} />
                        </span>{' '}
                        {!isBeginning(entry.action) && (
                          <>
                            <span className={classes.from}>
                              <FieldValue field={field} value={from} />
                            </span>{' '}
                            <IconArrowRight
                              size={14}
                              className="mirrored"
                              role="img"
                              aria-label={t('history.became')}
                            />{' '}
                          </>
                        )}
                        <FieldValue field={field} value={to} />
                      </li>
                    ))}
                </ul>
              </Fragment>
            ))}
          </li>
        ))}
      </ol>
      {history.hasNextPage && !history.isPlaceholderData && (
        <Button
          variant="default"
          size="compact-md"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('history.more')}
        </Button>
      )}
    </Section>
  );
};
