import type { Customer } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { nameOf } from './called.ts';
import classes from './customer-name.module.css';

/** The name in its own direction, and the one in the other script beside it. */
export const CustomerName = ({
  customer,
}: {
  customer: Pick<Customer, 'displayName' | 'customerNumber' | 'name2' | 'isActive'>;
}) => {
  const { t } = useTranslation();
  const name = nameOf(customer);
  const other = customer.name2 === name ? null : customer.name2;
  return (
    <>
      {name === null && other === null ? (
        <span className={classes.nameless}>{t('customers.nameless')}</span>
      ) : (
        <bdi className={classes.name}>{name ?? other}</bdi>
      )}
      {/* The spaces are for whoever hears it: all in one, they would be one word. */}
      {name !== null && other !== null && (
        <>
          {' '}
          <span className={classes.other}>
            <bdi>{other}</bdi>
          </span>
        </>
      )}
      {!customer.isActive && (
        <>
          {' '}
          <span className={classes.inactive}>{t('customers.inactive')}</span>
        </>
      )}
    </>
  );
};
