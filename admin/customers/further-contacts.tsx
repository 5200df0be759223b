import type { Customer } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { Phone } from '../phones/phone.tsx';
import { Ltr } from '../ui/ltr.tsx';
import classes from './further-contacts.module.css';

interface Props {
  customer: Pick<Customer, 'contacts'>;
  kind: Customer['contacts'][number]['kind'];
}

/** Phones or e-mails that gave way when customers were merged: they still reach somebody. */
export const FurtherContacts = ({ customer, kind }: Props) => {
  const { t } = useTranslation();
  const values = [...new Set(customer.contacts.filter((one) => one.kind === kind).map(({ value }) => value))];
  if (values.length === 0) return null;
  return (
    <ul className={classes.contacts} aria-label={t(`customer.further.${kind}`)}>
      {values.map((value) => (
        <li key={value}>
          <a href={`${kind === 'phone' ? 'tel' : 'mailto'}:${value}`}>
            {kind === 'phone' ? <Phone>{value}</Phone> : <Ltr>{value}</Ltr>}
          </a>
        </li>
      ))}
    </ul>
  );
};
