import { Skeleton } from '@mantine/core';
import type { CustomerSort } from '@regulars/contract/customer';
import type { CustomerListItem } from '@regulars/sdk';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Phone } from '../phones/phone.tsx';
import { SelectBox } from '../selection/select-box.tsx';
import type { Selection } from '../selection/use-selection.ts';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { isolate } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { writtenDay, writtenMoney, writtenNumber } from '../ui/written.ts';
import { VerifiedIcon } from '../verification/verified-badge.tsx';
import { CustomerName } from './customer-name.tsx';
import classes from './customer-table.module.css';
import { ariaSort, type Column, nextSort, shownColumns, sortOf } from './list-columns.ts';
import { type ListState, pageSize } from './list-state.ts';
import { SimilarMark } from './similar-mark.tsx';

const moveFocus = (event: KeyboardEvent<HTMLTableSectionElement>) => {
  const rows: Element[] = [...event.currentTarget.querySelectorAll('[data-row]')];
  const row = document.activeElement?.closest('tr')?.querySelector('[data-row]');
  const at = row ? rows.indexOf(row) : -1;
  if (at < 0) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  const next = to === undefined ? undefined : rows[to];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
};

interface Props {
  /** Undefined while the first rows are on their way. */
  customers: CustomerListItem[] | undefined;
  state: ListState;
  onSort: (sort: CustomerSort) => void;
  /** Undefined where nothing can be done with those selected. */
  selection: Selection | undefined;
  onFocus: (customer: CustomerListItem) => void;
  /** Whether a preview follows the row that has the focus: then a click on a row gives it the focus. */
  previewing: boolean;
}

export const CustomerTable = ({ customers, state, onSort, selection, onFocus, previewing }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const router = useRouter();
  const { tenant } = useSession();
  const columns = shownColumns(state);
  const sort = sortOf(state);

  const cells: Record<Column, (customer: CustomerListItem) => ReactNode> = {
    customerNumber: ({ customerNumber }) => <Ltr>{customerNumber}</Ltr>,
    name: (customer) => (
      <Link
        to="/dashboard/customers/$id"
        params={{ id: customer.id }}
        className={classes.link}
        data-row={customer.id}
        aria-keyshortcuts={selection && 'Space'}
      >
        <CustomerName customer={customer} />
        <SimilarMark match={customer.match} />
      </Link>
    ),
    phone: ({ phone, phoneVerified }) => (
      <>
        {phone && <Phone>{phone}</Phone>}
        {phoneVerified && <VerifiedIcon />}
      </>
    ),
    profileStatus: ({ profileStatus }) => t(`type.${profileStatus}`),
    email: ({ email }) => email && <Ltr>{email}</Ltr>,
    tags: ({ tags }) => <bdi>{tags.join(t('value.and'))}</bdi>,
    createdAt: ({ createdAt }) => <bdi>{writtenDay(language, createdAt, tenant.timeZone)}</bdi>,
    lastOrderAt: ({ lastOrderAt }) =>
      lastOrderAt && <bdi>{writtenDay(language, lastOrderAt, tenant.timeZone)}</bdi>,
    totalOrders: ({ totalOrders }) => <Ltr>{writtenNumber(language, totalOrders)}</Ltr>,
    totalSpent: ({ totalSpent }) => <bdi>{writtenMoney(language, totalSpent)}</bdi>,
    loyaltyPoints: ({ loyaltyPoints }) => <Ltr>{writtenNumber(language, loyaltyPoints)}</Ltr>,
  };

  // The whole row is a target for the mouse; keyboards and new tabs have the link, and text can still be marked.
  const open = (event: MouseEvent<HTMLTableRowElement>, id: string) => {
    if (event.target instanceof Element && event.target.closest('a, label')) return;
    if (window.getSelection()?.isCollapsed === false) return;
    if (event.ctrlKey || event.metaKey) {
      window.open(router.buildLocation({ to: '/dashboard/customers/$id', params: { id } }).href, '_blank');
      return;
    }
    if (previewing) {
      event.currentTarget.querySelector<HTMLElement>('[data-row]')?.focus();
      return;
    }
    void router.navigate({ to: '/dashboard/customers/$id', params: { id } });
  };

  const press = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const row = event.target instanceof HTMLElement ? event.target.dataset.row : undefined;
    const customer = customers?.find(({ id }) => id === row);
    if (event.key !== ' ' || !customer || !selection) return moveFocus(event);
    event.preventDefault();
    selection.toggle(customer, event.shiftKey);
  };

  return (
    <table
      className={classes.table}
      data-chosen={state.columns !== undefined || undefined}
      data-previewing={previewing || undefined}
    >
      <caption className="visually-hidden">{t('customers.title')}</caption>
      <thead>
        <tr>
          {selection && (
            <td data-column="select">
              <SelectBox
                label={t('selection.page')}
                checked={selection.wholePage}
                partly={
                  !selection.wholePage && customers?.some(({ id }) => selection.selected.has(id)) === true
                }
                onToggle={selection.togglePage}
              />
            </td>
          )}
          {columns.map((column) => {
            const to = nextSort(column, sort);
            const sorted = ariaSort(column, sort);
            return (
              <th key={column} scope="col" data-column={column} aria-sort={sorted}>
                {to === undefined ? (
                  t(`field.${column}`)
                ) : (
                  <button
                    type="button"
                    className={classes.sort}
                    onClick={() => onSort(to)}
                    title={t(`sort.${to}`)}
                  >
                    <span>{t(`field.${column}`)}</span>
                    {sorted === 'ascending' && <IconArrowUp size={14} aria-hidden />}
                    {sorted === 'descending' && <IconArrowDown size={14} aria-hidden />}
                  </button>
                )}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody onKeyDown={press}>
        {customers?.map((customer) => (
          <tr
            key={customer.id}
            data-inactive={!customer.isActive || undefined}
            data-selected={selection?.selected.has(customer.id) || undefined}
            onFocus={() => onFocus(customer)}
            onClick={(event) => open(event, customer.id)}
          >
            {selection && (
              <td data-column="select">
                <SelectBox
                  label={t('selection.one', { name: isolate(customer.displayName) })}
                  checked={selection.selected.has(customer.id)}
                  onToggle={(range) => selection.toggle(customer, range)}
                />
              </td>
            )}
            {columns.map((column) => (
              <td key={column} data-column={column}>
                {cells[column](customer)}
              </td>
            ))}
          </tr>
        )) ??
          Array.from({ length: pageSize }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows without a name, all alike
            <tr key={row} aria-hidden>
              {selection && <td data-column="select" />}
              {columns.map((column) => (
                <td key={column} data-column={column}>
                  <Skeleton height={10} width={column === 'name' ? '12rem' : '5rem'} maw="100%" />
                </td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
};
