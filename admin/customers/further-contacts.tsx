import { ActionIcon } from '@mantine/core';
import type { Customer } from '@regulars/sdk';
import { IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Phone } from '../phones/phone.tsx';
import { useMay } from '../session/use-may.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import classes from './further-contacts.module.css';
import { useRemoveContact } from './use-remove-contact.ts';

interface Props {
  customer: Pick<Customer, 'id' | 'contacts'>;
  kind: Customer['contacts'][number]['kind'];
}

/** Phones or e-mails that gave way when customers were merged: they still reach somebody, or are taken away. */
export const FurtherContacts = ({ customer, kind }: Props) => {
  const { t } = useTranslation();
  const may = useMay();
  const list = useRef<HTMLUListElement>(null);
  const remove = useRemoveContact(customer.id, () => {
    // The button that did it is gone.
    const next = list.current?.querySelector('button') ?? document.querySelector<HTMLElement>('main h1');
    next?.focus({ preventScroll: true });
  });
  const contacts = customer.contacts.filter((one) => one.kind === kind);
  if (contacts.length === 0) return null;
  return (
    <ul ref={list} className={classes.contacts} aria-label={t(`customer.further.${kind}`)}>
      {contacts.map((contact) => (
        <li key={contact.id}>
          <a href={`${kind === 'phone' ? 'tel' : 'mailto'}:${contact.value}`}>
            {kind === 'phone' ? <Phone>{contact.value}</Phone> : <Ltr>{contact.value}</Ltr>}
          </a>
          {may('removeContact') && (
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t('customer.further.remove', { value: isolateLtr(contact.value) })}
              loading={remove.isPending && remove.variables.id === contact.id}
              disabled={remove.isPending}
              onClick={() => remove.mutate(contact)}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
};
