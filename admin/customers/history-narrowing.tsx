import { Button, NativeSelect } from '@mantine/core';
import type { CustomerHistoryEntry } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { DayField } from './day-field.tsx';
import { type HistoryFilters, historyKinds } from './history-filters.ts';
import classes from './history-narrowing.module.css';

interface Props {
  filters: HistoryFilters;
  /** Everybody who has changed the customer. */
  actors: readonly CustomerHistoryEntry['actor'][];
  onChange: (change: HistoryFilters) => void;
}

/** Which changes are shown. */
export const HistoryNarrowing = ({ filters, actors, onChange }: Props) => {
  const { t } = useTranslation();
  const isNarrowed = Object.values(filters).some((value) => value !== undefined);
  // Somebody whom a shared address names may be nobody here.
  const known = actors.some(({ id }) => id === filters.by) || filters.by === undefined;
  return (
    <div className={classes.filters}>
      <NativeSelect
        label={t('history.kind')}
        value={filters.kind ?? ''}
        data={[
          { value: '', label: t('history.everything') },
          ...historyKinds.map((kind) => ({ value: kind, label: t(`history.kinds.${kind}`) })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ kind: historyKinds.find((kind) => kind === value) })
        }
      />
      <NativeSelect
        label={t('history.person')}
        value={filters.by ?? ''}
        data={[
          { value: '', label: t('history.everybody') },
          ...actors.map(({ id, name }) => ({ value: id, label: name ?? id })),
          ...(known ? [] : [{ value: filters.by!, label: filters.by! }]),
        ]}
        onChange={({ currentTarget: { value } }) => onChange({ by: value || undefined })}
      />
      {(['from', 'to'] as const).map((end) => (
        <DayField
          key={end}
          label={t(`history.${end}`)}
          value={filters[end] ?? ''}
          onChange={(day) => onChange({ [end]: day || undefined })}
        />
      ))}
      {isNarrowed && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.clear}
          onClick={() => onChange({ kind: undefined, by: undefined, from: undefined, to: undefined })}
        >
          {t('filter.clear')}
        </Button>
      )}
    </div>
  );
};
