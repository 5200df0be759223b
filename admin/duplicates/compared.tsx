import type { CustomerSummary } from '@regulars/sdk';
import { IconEqual, IconEqualNot } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../customers/field-value.tsx';
import { Ltr } from '../ui/ltr.tsx';
import classes from './compared.module.css';

const fields = ['name', 'name2', 'phone', 'email', 'birthDate'] as const;

/** Whether both say the same; null where one of them says nothing. */
const agreement = (one: string | null, other: string | null) => {
  if (!one || !other) return null;
  const same = (text: string) => text.normalize('NFKC').trim().toLowerCase();
  return same(one) === same(other) ? 'equal' : 'different';
};

/** Two customers side by side, with what agrees and what differs. */
export const Compared = ({ customers }: { customers: CustomerSummary[] }) => {
  const { t } = useTranslation();
  const [one, other] = customers as [CustomerSummary, CustomerSummary];
  return (
    <table className={classes.compared}>
      <caption className="visually-hidden">{t('duplicates.sideBySide')}</caption>
      <thead>
        <tr>
          <td />
          {customers.map((customer) => (
            <th key={customer.id} scope="col">
              <Link to="/dashboard/customers/$id" params={{ id: customer.id }}>
                <Ltr>{customer.customerNumber}</Ltr>
              </Link>{' '}
              <span className={classes.type}>{t(`type.${customer.profileStatus}`)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields
          .filter((field) => one[field] || other[field])
          .map((field) => {
            const agrees = agreement(one[field], other[field]);
            return (
              <tr key={field} data-agrees={agrees ?? undefined}>
                <th scope="row">
                  {t(`field.${field}`)}
                  {agrees === 'equal' && (
                    <IconEqual size={14} role="img" aria-label={t('duplicates.level.equal')} />
                  )}
                  {agrees === 'different' && (
                    <IconEqualNot size={14} role="img" aria-label={t('duplicates.level.different')} />
                  )}
                </th>
                {customers.map((customer) => (
                  <td key={customer.id}>
                    {customer[field] && <FieldValue field={field} value={customer[field]} />}
                  </td>
                ))}
              </tr>
            );
          })}
      </tbody>
    </table>
  );
};
