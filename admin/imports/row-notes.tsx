import type { ImportRow } from '@regulars/sdk';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FieldName } from '../customers/field-name.tsx';
import { FieldValue } from '../customers/field-value.tsx';
import { toldChanges } from '../customers/history-words.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Ltr } from '../ui/ltr.tsx';
import { writtenShare } from '../ui/written.ts';
import { fieldWord } from './field-word.ts';
import classes from './import-rows.module.css';

/** Why: what is wrong with a row, whom it means and how that is known, what changes, what was left as it is. */
export const RowNotes = ({ row }: { row: ImportRow }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const {
    customer,
    matchedBy,
    outcome,
    result,
    score,
    errors,
    changes,
    rollback,
    rollbackReason,
    leftFields,
  } = row;
  const isRefused = errors.length > 0;
  const changed = isRefused
    ? []
    : toldChanges(changes.map((change) => ({ ...change }))).flatMap((told) => told.changes);
  return (
    <ul className={classes.notes}>
      {errors.map(({ field, code }) => (
        <li key={`${field} ${code}`}>
          {field && <strong>{fieldWord(t, field)}: </strong>}
          {t(`import.reason.${code}`)}
        </li>
      ))}
      {rollback === 'left' && rollbackReason && <li>{t(`import.whyLeft.${rollbackReason}`)}</li>}
      {leftFields.length > 0 && (
        <li>
          {t('import.leftFields', {
            fields: leftFields.map((field) => fieldWord(t, field)).join(t('value.and')),
          })}
        </li>
      )}
      {customer && (
        <li>
          {outcome === 'duplicate' && result !== 'created' && <>{t('import.perhaps')} </>}
          <Link to="/dashboard/customers/$id" params={{ id: customer.id }}>
            <Ltr>{customer.customerNumber}</Ltr> <bdi>{customer.displayName}</bdi>
          </Link>
          {score !== null && result !== 'created' && (
            <>
              {' '}
              <Ltr>{writtenShare(language, score)}</Ltr>
            </>
          )}
        </li>
      )}
      {matchedBy && outcome !== 'duplicate' && <li>{t(`import.matchedBy.${matchedBy}`)}</li>}
      {changed.map(({ field, from, to }) => (
        <li key={field}>
          <FieldName field={field} />: <FieldValue field={field} value={from} />{' '}
          <IconArrowRight size={14} className="mirrored" role="img" aria-label={t('history.became')} />{' '}
          <FieldValue field={field} value={to} />
        </li>
      ))}
    </ul>
  );
};
