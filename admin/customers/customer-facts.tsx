import type { Customer } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { Phone } from '../phones/phone.tsx';
import { useLanguage } from '../shell/use-language.ts';
import { Facts } from '../ui/facts.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { Section } from '../ui/section.tsx';
import { writtenDate } from '../ui/written.ts';
import classes from './customer-facts.module.css';
import page from './customer-page.module.css';
import { type Field, placeOf, valuesOf } from './customer-values.ts';
import { FurtherContacts } from './further-contacts.tsx';

const profile = [
  'name',
  'name2',
  'firstName',
  'lastName',
  'displayName',
  'phone',
  'email',
  'birthDate',
] as const;
const liked = ['folding', 'fragrance', 'ecoFriendly', 'sms', 'whatsapp', 'emails', 'push'] as const;

/** The customer for those who may look and not change: only what is known. */
export const CustomerFacts = ({ customer }: { customer: Customer }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const values = { ...valuesOf(customer), name: customer.name ?? '' };

  const written = (field: Field) => {
    const value = values[field];
    if (value === true) return t('value.yes');
    if (field === 'birthDate') return writtenDate(language, values.birthDate);
    if (field === 'phone' || field === 'email')
      return (
        <>
          {field === 'phone' ? <Phone>{values.phone}</Phone> : <Ltr>{values.email}</Ltr>}
          <FurtherContacts customer={customer} kind={field} />
        </>
      );
    return <bdi>{value}</bdi>;
  };
  const facts = (fields: readonly Field[]) => {
    const known = fields.filter((field) => values[field] !== '' && values[field] !== false);
    if (known.length === 0) return <p className={classes.none}>{t('customer.nothingKnown')}</p>;
    return (
      <Facts
        facts={known.map((field) => ({
          name: t(`field.${placeOf[field]}` as 'field.name'),
          value: written(field),
        }))}
      />
    );
  };

  return (
    <div className={page.columns}>
      <Section title={t('customer.profile')}>{facts(profile)}</Section>
      <div className={page.column}>
        <Section title={t('customer.preferences')}>{facts(liked)}</Section>
        {(customer.notes || customer.tags.length > 0) && (
          <Section title={t('customer.notesAndTags')}>
            {customer.notes && (
              <p dir="auto" className={classes.notes}>
                {customer.notes}
              </p>
            )}
            {customer.tags.length > 0 && (
              <ul className={classes.tags} aria-label={t('field.tags')}>
                {customer.tags.map((tag) => (
                  <li key={tag}>
                    <bdi>{tag}</bdi>
                  </li>
                ))}
              </ul>
            )}
          </Section>
        )}
      </div>
    </div>
  );
};
