import { Button, Skeleton } from '@mantine/core';
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../connection/lazily.ts';
import { customerQuery } from '../customers/customer-query.ts';
import { customersKey } from '../customers/customers-query.ts';
import { hasDraft } from '../drafts/drafts.ts';
import { forms } from '../drafts/forms.ts';
import { useSession } from '../session/session-query.ts';
import { useMay } from '../session/use-may.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Facts } from '../ui/facts.tsx';
import { isolate } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { showDone } from '../ui/toast.ts';
import { writtenDay, writtenMoney, writtenNumber } from '../ui/written.ts';
import type { Proof } from '../verification/verify-phone.tsx';
import { AdjustDialog } from './adjust-dialog.tsx';
import { Ledger } from './ledger.tsx';
import { loyaltyQuery, loyaltySettingsQuery } from './loyalty-queries.ts';
import classes from './loyalty-tab.module.css';
import { RedeemDialog } from './redeem-dialog.tsx';
import { TierProgress } from './tier-progress.tsx';
import { worth } from './worth.ts';

const UpgradeDialog = lazily(() =>
  import('../customers/upgrade-dialog.tsx').then((module) => ({ default: module.UpgradeDialog })),
);

const route = getRouteApi('/signed-in/dashboard/customers/$id/loyalty');

/** A customer's points: how many, what they are worth, how far to the next tier, and how they came and went. */
export const LoyaltyTab = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const may = useMay();
  const queryClient = useQueryClient();
  const { tenant } = useSession();
  const { id } = route.useParams();
  const { data: customer } = useSuspenseQuery(customerQuery(id));
  const query = useInfiniteQuery(loyaltyQuery(id));
  const settings = useQuery(loyaltySettingsQuery).data;
  const [standing] = query.data?.pages ?? [];
  const entries = query.data?.pages.flatMap(({ data }) => data);
  const [opened, setOpened] = useState<'redeem' | 'adjust' | 'upgrade' | null>(
    () => (['redeem', 'adjust'] as const).find((work) => hasDraft(forms.points(id, work))) ?? null,
  );
  const [proof, setProof] = useState<Proof | null>(null);
  const actions = useRef<HTMLDivElement>(null);

  const number = (value: number) => <Ltr>{writtenNumber(language, value)}</Ltr>;
  const day = (at: string) => writtenDay(language, at, tenant.timeZone);

  /** What opened the dialog may be gone with the reason for it: then the next thing that can be done. */
  const focusBack = () =>
    requestAnimationFrame(() => {
      const next = actions.current?.querySelector('button') ?? document.querySelector<HTMLElement>('main h1');
      next?.focus({ preventScroll: true });
    });

  const whyNot =
    settings?.enabled === false
      ? 'loyalty_off'
      : !customer.isActive
        ? 'customer_inactive'
        : customer.profileStatus !== 'full'
          ? 'full_customer_required'
          : null;
  const mayVerify = may('sendCode') && may('verifyCode') && may('upgradeCustomer');

  return (
    <div className={classes.columns}>
      <Section title={t('loyalty.title')}>
        {query.isError && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <Skeleton height={180} />}
        {standing && (
          <div className={classes.standing}>
            <div>
              <p className={classes.balance}>{number(standing.balance)}</p>
              <p className={classes.worth}>
                {settings?.enabled && settings.pointValue
                  ? t('loyalty.pointsWorth', {
                      amount: isolate(
                        writtenMoney(language, {
                          amount: worth(standing.balance, settings.pointValue),
                          currency: tenant.currency,
                        }),
                      ),
                    })
                  : t('field.loyaltyPoints')}
              </p>
            </div>
            <TierProgress {...standing} />
            <Facts
              narrow
              facts={[
                { name: t('loyalty.earned'), value: number(standing.earned) },
                ...(standing.nextExpiry
                  ? [
                      {
                        name: t('loyalty.nextExpiry', { day: isolate(day(standing.nextExpiry.at)) }),
                        value: number(standing.nextExpiry.points),
                      },
                    ]
                  : []),
              ]}
            />
            {whyNot !== null && (
              <p className={classes.whyNot}>
                {t(`problem.${whyNot}`)}{' '}
                {whyNot === 'loyalty_off' && may('updateLoyaltySettings') && (
                  <Link to="/dashboard/settings">{t('loyalty.toSettings')}</Link>
                )}
              </p>
            )}
            <div ref={actions} className={classes.actions}>
              {whyNot === null && may('redeemPoints') && (
                <Button disabled={standing.balance === 0} onClick={() => setOpened('redeem')}>
                  {t('loyalty.redeem')}
                </Button>
              )}
              {whyNot === 'full_customer_required' && mayVerify && (
                <Button
                  variant="light"
                  leftSection={<IconRosetteDiscountCheck size={16} aria-hidden />}
                  onClick={() => setOpened('upgrade')}
                >
                  {t('loyalty.verify')}
                </Button>
              )}
              {may('adjustPoints') && (
                <Button variant="default" onClick={() => setOpened('adjust')}>
                  {t('loyalty.adjust')}
                </Button>
              )}
            </div>
          </div>
        )}
      </Section>
      <Section title={t('loyalty.ledger')}>
        {query.isPending && <Skeleton height={220} />}
        {entries?.length === 0 && <p className={classes.none}>{t('loyalty.none')}</p>}
        {entries && entries.length > 0 && <Ledger customerId={id} entries={entries} />}
        {query.hasNextPage && (
          <Button
            variant="default"
            size="compact-md"
            className={classes.more}
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('loyalty.more')}
          </Button>
        )}
      </Section>
      {opened === 'redeem' && standing && (
        <RedeemDialog
          customerId={id}
          balance={standing.balance}
          pointValue={settings?.pointValue ?? null}
          onClose={() => setOpened(null)}
        />
      )}
      {opened === 'adjust' && standing && (
        <AdjustDialog customerId={id} balance={standing.balance} onClose={() => setOpened(null)} />
      )}
      <Suspense>
        {opened === 'upgrade' && (
          <UpgradeDialog
            customer={customer}
            proof={proof}
            onProof={setProof}
            onClose={() => {
              setOpened(null);
              focusBack();
            }}
            onDone={(upgraded, already) => {
              setOpened(null);
              queryClient.setQueryData(customerQuery(id).queryKey, upgraded);
              void queryClient.invalidateQueries({ queryKey: customersKey });
              showDone(t, already ? t('problem.already_full') : t('upgrade.done'));
              focusBack();
            }}
          />
        )}
      </Suspense>
    </div>
  );
};
