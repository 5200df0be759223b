import { importFields } from '@regulars/contract/import';
import type { ImportRow } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { fieldWord } from './field-word.ts';
import classes from './import-rows.module.css';

// Who it is first, then how to reach them, then the rest; the keys that a program gave last.
const last = ['customerNumber', 'id'] as const;
const order = [...importFields.filter((field) => !last.some((each) => each === field)), ...last];

/** The cells of a row by field, as they stand in the file. */
export const RowValues = ({ row: { values, errors } }: { row: ImportRow }) => {
  const { t } = useTranslation();
  return (
    <dl className={classes.values}>
      {order
        .filter((field) => values[field] !== undefined)
        .map((field) => (
          <div key={field} data-wrong={errors.some((error) => error.field === field) || undefined}>
            <dt>{fieldWord(t, field)}</dt>
            <dd title={values[field]} dir={field === 'phone' || field === 'email' ? 'ltr' : 'auto'}>
              {values[field]}
            </dd>
          </div>
        ))}
    </dl>
  );
};
