import { Button, Skeleton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { addressName } from '../addresses/address-name.ts';
import { allAddressesQuery } from '../addresses/address-queries.ts';
import { countryName } from '../countries/country-names.ts';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Ltr } from '../ui/ltr.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { writtenDate, writtenMoment, writtenNumber } from '../ui/written.ts';
import classes from './customer-history.module.css';
import { historyQuery } from './customer-query.ts';
import { type Change, toldChanges } from './history-words.ts';

/** Facts of the business rather than of the customer's story: the action above says them already. */
const saidByAction = new Set(['isActive', 'customerNumber', 'address.isActive']);
const readLeftToRight = new Set([
  'phone',
  'email',
  'customerNumber',
  'avatarUrl',
  'address.postalCode',
  'address.place',
]);
/** What was not there before has no before. */
const isBeginning = (action: string) => action === 'created' || action === 'address_added';

const route = getRouteApi('/signed-in/dashboard/customers/$id/history');

/** Who changed what, newest first. */
export const CustomerHistory = () => {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  const { id } = route.useParams();
  const history = useInfiniteQuery(historyQuery(id));
  const entries = history.data?.pages.flatMap(({ data }) => data);
  const tellsOfAddresses =
    entries?.some(({ changes }) => changes.some(({ addressId }) => addressId)) ?? false;
  const addresses = useQuery({ ...allAddressesQuery(id), enabled: tellsOfAddresses });
  const addressOf = (addressId: string) => {
    const address = addresses.data?.data.find(({ id }) => id === addressId);
    return address && addressName(t, address);
  };

  const value = (field: string, value: Change['from']) => {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
      return <span className={classes.nothing}>{t('value.none')}</span>;
    if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no');
    if (typeof value === 'number') {
      const isDegrees = field === 'address.latitude' || field === 'address.longitude';
      return <Ltr>{isDegrees ? String(value) : writtenNumber(language, value)}</Ltr>;
    }
    if (Array.isArray(value)) return <bdi>{value.map(String).join(t('value.and'))}</bdi>;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (field === 'profileStatus' && i18n.exists(`type.${text}`)) return t(`type.${text}` as 'type.guest');
    if (field === 'address.type' && i18n.exists(`address.type.${text}`))
      return t(`address.type.${text}` as 'address.type.home');
    if (field === 'address.country') return <bdi>{countryName(language, text)}</bdi>;
    if (field === 'birthDate') return <bdi>{writtenDate(language, text)}</bdi>;
    return readLeftToRight.has(field) ? <Ltr>{text}</Ltr> : <bdi>{text}</bdi>;
  };
  // Preferences can hold keys of the business's own: those are shown as they are.
  const fieldName = (field: string) =>
    i18n.exists(`field.${field}`) ? (
      t(`field.${field}` as 'field.name')
    ) : (
      <Ltr>{field.replace(/^preferences\./, '')}</Ltr>
    );

  return (
    <Section title={t('history.title')}>
      {history.isError && <ProblemAlert error={history.error} onRetry={() => void history.refetch()} />}
      {history.isPending && <Skeleton height={96} />}
      <ol className={classes.entries}>
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
                        <span className={classes.field}>{fieldName(field)}</span>{' '}
                        {!isBeginning(entry.action) && (
                          <>
                            <span className={classes.from}>{value(field, from)}</span>{' '}
                            <IconArrowRight
                              size={14}
                              className="mirrored"
                              role="img"
                              aria-label={t('history.became')}
                            />{' '}
                          </>
                        )}
                        <span>{value(field, to)}</span>
                      </li>
                    ))}
                </ul>
              </Fragment>
            ))}
          </li>
        ))}
      </ol>
      {history.hasNextPage && (
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
