import { Skeleton } from '@mantine/core';
import type { CustomerSort } from '@regulars/contract/customer';
import type { Customer } from '@regulars/sdk';
import { Link, useRouter } from '@tanstack/react-router';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Ltr } from '../ui/ltr.tsx';
import { writtenDay, writtenNumber } from '../ui/written.ts';
import { VerifiedIcon } from '../verification/verified-badge.tsx';
import { CustomerName } from './customer-name.tsx';
import classes from './customer-table.module.css';
import { pageSize } from './list-state.ts';

/** The last column shows what the list is sorted by. */
const lastColumn = (sort: CustomerSort | undefined) =>
  sort === '-lastOrderAt' ? 'lastOrderAt' : sort === '-totalOrders' ? 'totalOrders' : 'createdAt';

const moveFocus = (event: KeyboardEvent<HTMLTableSectionElement>) => {
  const rows: Element[] = [...event.currentTarget.querySelectorAll('[data-row]')];
  const at = document.activeElement ? rows.indexOf(document.activeElement) : -1;
  if (at < 0) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  const row = to === undefined ? undefined : rows[to];
  if (!(row instanceof HTMLElement)) return;
  event.preventDefault();
  row.focus();
};

interface Props {
  /** Undefined while the first rows are on their way. */
  customers: Customer[] | undefined;
  sort: CustomerSort | undefined;
}

export const CustomerTable = ({ customers, sort }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const router = useRouter();
  const { tenant } = useSession();
  const last = lastColumn(sort);

  const lastCell = (customer: Customer) => {
    if (last === 'totalOrders') return <Ltr>{writtenNumber(language, customer.totalOrders)}</Ltr>;
    const at = customer[last];
    return at && <bdi>{writtenDay(language, at, tenant.timeZone)}</bdi>;
  };

  // The whole row is a target for the mouse; keyboards and new tabs have the link, and text can still be marked.
  const open = (event: MouseEvent<HTMLTableRowElement>, id: string) => {
    if (event.target instanceof Element && event.target.closest('a')) return;
    if (window.getSelection()?.isCollapsed === false) return;
    if (event.ctrlKey || event.metaKey) {
      window.open(router.buildLocation({ to: '/dashboard/customers/$id', params: { id } }).href, '_blank');
      return;
    }
    void router.navigate({ to: '/dashboard/customers/$id', params: { id } });
  };

  return (
    <table className={classes.table}>
      <caption className="visually-hidden">{t('customers.title')}</caption>
      <thead>
        <tr>
          <th scope="col" className={classes.number}>
            {t('field.customerNumber')}
          </th>
          <th scope="col">{t('field.name')}</th>
          <th scope="col" className={classes.phone}>
            {t('field.phone')}
          </th>
          <th scope="col" className={classes.type}>
            {t('field.profileStatus')}
          </th>
          <th scope="col" className={classes.email}>
            {t('field.email')}
          </th>
          <th scope="col" className={classes.last}>
            {t(`field.${last}`)}
          </th>
        </tr>
      </thead>
      <tbody onKeyDown={moveFocus}>
        {customers?.map((customer) => (
          <tr
            key={customer.id}
            data-inactive={!customer.isActive || undefined}
            onClick={(event) => open(event, customer.id)}
          >
            <td>
              <Ltr className={classes.quiet}>{customer.customerNumber}</Ltr>
            </td>
            <td>
              <Link
                to="/dashboard/customers/$id"
                params={{ id: customer.id }}
                className={classes.link}
                data-row
              >
                <CustomerName customer={customer} />
              </Link>
            </td>
            <td>
              {customer.phone && <Ltr>{customer.phone}</Ltr>}
              {customer.phoneVerified && <VerifiedIcon />}
            </td>
            <td className={classes.quiet}>{t(`type.${customer.profileStatus}`)}</td>
            <td className={classes.quiet}>{customer.email && <Ltr>{customer.email}</Ltr>}</td>
            <td className={classes.quiet}>{lastCell(customer)}</td>
          </tr>
        )) ??
          Array.from({ length: pageSize }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows without a name, all alike
            <tr key={row} aria-hidden>
              {[5, 12, 7, 3, 10, 5].map((width, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={column}>
                  <Skeleton height={10} width={`${width}rem`} maw="100%" />
                </td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
};
