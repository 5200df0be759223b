import { Button, Checkbox } from '@mantine/core';
import type { CustomerSummary } from '@regulars/sdk';
import { IconArrowsJoin } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-may.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { ariaKeys, isPressed } from '../ui/shortcuts.ts';
import { Compared } from './compared.tsx';
import { likelihoodOf } from './duplicate-words.ts';
import { directionOf, type Pair } from './pair.ts';
import classes from './pair-card.module.css';
import { Reasons } from './reasons.tsx';

interface Props {
  pair: Pair;
  /** Where one goes after merging. */
  from?: 'duplicates';
  /** Whether they are being told apart right now. */
  isBusy?: boolean;
  /** Undefined where nobody can choose. */
  selected?: boolean | undefined;
  onSelect?: (selected: boolean) => void;
  /** Undefined for a pair that was told apart already. */
  onDismiss?: ((customers: CustomerSummary[]) => void) | undefined;
  children?: ReactNode;
}

/** Two customers who may be one: how likely, side by side, why, and what to do. `n` on any of it tells them apart. */
export const PairCard = ({ pair, from, isBusy, selected, onSelect, onDismiss, children }: Props) => {
  const { t } = useTranslation();
  const may = useMay();
  const id = useId();
  const likelihood = likelihoodOf(pair.score);
  const { source, target } = directionOf(pair);
  const [one, other] = pair.customers.map(({ customerNumber }) => isolateLtr(customerNumber));

  const press = (event: KeyboardEvent) => {
    if (!onDismiss || event.repeat || !isPressed('tellApart', event.nativeEvent)) return;
    // Elsewhere this key adds a customer.
    event.preventDefault();
    event.stopPropagation();
    if (!isBusy) onDismiss(pair.customers);
  };

  return (
    <li className={classes.card} aria-labelledby={id} onKeyDown={press}>
      <div className={classes.head}>
        {selected !== undefined && (
          <Checkbox
            checked={selected}
            onChange={(event) => onSelect?.(event.currentTarget.checked)}
            aria-label={t('duplicates.select', { one, other })}
          />
        )}
        <strong id={id} data-likelihood={likelihood}>
          {t(`duplicates.likelihood.${likelihood}`)}
        </strong>
      </div>
      <Compared customers={pair.customers} />
      <Reasons reasons={pair.reasons} />
      <div className={classes.actions}>
        {may('previewMerge') ? (
          <Link
            to="/dashboard/customers/merge"
            search={{ source: source.id, target: target.id, ...(from && { from }) }}
            className={classes.merge}
            aria-label={t('duplicates.mergeThem', { one, other })}
            data-pair
          >
            <IconArrowsJoin size={16} aria-hidden />
            {may('mergeCustomers') ? t('duplicates.merge') : t('duplicates.compare')}
          </Link>
        ) : (
          <Link to="/dashboard/customers/$id" params={{ id: target.id }} data-pair>
            {t('action.open')} <bdi dir="ltr">{target.customerNumber}</bdi>
          </Link>
        )}
        {onDismiss && (
          <Button
            variant="default"
            size="compact-md"
            disabled={isBusy ?? false}
            aria-keyshortcuts={ariaKeys('tellApart')}
            onClick={() => onDismiss(pair.customers)}
          >
            {t('duplicates.notSame')}
          </Button>
        )}
        {children}
      </div>
    </li>
  );
};
