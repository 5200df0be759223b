import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { customerQuery } from '../customers/customer-query.ts';
import { useMay } from '../session/use-may.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { duplicatesOfQuery } from './duplicate-queries.ts';
import classes from './duplicates-tab.module.css';
import { moveAmongPairs } from './move-among-pairs.ts';
import { inOrder } from './pair.ts';
import { PairCard } from './pair-card.tsx';
import { useDismissal } from './use-dismissal.tsx';

const route = getRouteApi('/signed-in/dashboard/customers/$id/duplicates');

/** Who may be the same person as this customer. */
export const DuplicatesTab = () => {
  const { t } = useTranslation();
  const may = useMay();
  const { id } = route.useParams();
  const { data: customer } = useQuery(customerQuery(id));
  const { data: candidates, error, refetch } = useQuery(duplicatesOfQuery(id));
  const { dismiss } = useDismissal();
  return (
    <Section title={t('duplicates.ofCustomer')}>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {candidates?.length === 0 && <p className={classes.none}>{t('duplicates.none.all')}</p>}
      <ol className={classes.pairs} aria-label={t('duplicates.ofCustomer')} onKeyDown={moveAmongPairs}>
        {customer &&
          candidates?.map((candidate) => (
            <PairCard
              key={candidate.customer.id}
              pair={{ ...candidate, customers: inOrder(customer, candidate.customer) }}
              isBusy={dismiss.isPending}
              onDismiss={may('dismissDuplicate') ? dismiss.mutate : undefined}
            />
          ))}
      </ol>
    </Section>
  );
};
