import type { Customer } from '@regulars/sdk';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { useSession } from '../session/session-query.ts';
import { isolate } from '../ui/isolate.ts';
import classes from './changed-by.module.css';
import { FieldName } from './field-name.tsx';
import { toldChanges } from './history-words.ts';

/** After that it was no longer just now. */
const justNowMs = 60_000;

/** Somebody else has changed the customer while it is on the page: who, and what. */
export const ChangedBy = ({ customer: { id, version } }: { customer: Pick<Customer, 'id' | 'version'> }) => {
  const { t } = useTranslation();
  const { actor } = useSession();
  const [opened] = useState(version);
  const [over, setOver] = useState(version);
  useEffect(() => {
    const timer = setTimeout(() => setOver(version), justNowMs);
    return () => clearTimeout(timer);
  }, [version]);
  const { data: latest } = useQuery({
    queryKey: ['changed-by', id, version],
    queryFn: async ({ signal }) => (await regulars.customers.history(id, { limit: 1 }, { signal })).data[0],
    enabled: version > opened,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isTold = latest !== undefined && version > over && latest.actor.id !== actor.id;
  const fields = isTold
    ? [...new Set(toldChanges(latest.changes).flatMap(({ changes }) => changes.map(({ field }) => field)))]
    : [];

  return (
    <div role="status">
      {isTold && fields.length > 0 && (
        <p className={classes.told}>
          <IconPencil size={14} aria-hidden />
          <span>
            {t('customer.changedBy', { name: isolate(latest.actor.name ?? latest.actor.id) })}
            {fields.map((field, at) => (
              <span key={field}>
                {at === 0 ? ' ' : t('value.and')}
                <FieldName field={field} />
              </span>
            ))}
          </span>
        </p>
      )}
    </div>
  );
};
