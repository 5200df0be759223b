import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './filters.module.css';
import { sortOf } from './list-columns.ts';
import { defaultStatus, type ListState, sorts, statuses, types } from './list-state.ts';
import { MoreFilters } from './more-filters.tsx';

interface Props {
  state: ListState;
  /** A phone has room for the search alone: type, status and order go among the other filters. */
  narrow: boolean;
  onChange: (change: Partial<ListState>) => void;
}

export const Filters = ({ state, narrow, onChange }: Props) => {
  const { t } = useTranslation();
  const offered = sorts.filter((sort) => sort !== 'relevance' || state.search !== undefined);
  const selects = (
    <>
      <NativeSelect
        className={classes.select}
        aria-label={t('field.profileStatus')}
        value={state.type ?? ''}
        data={[
          { value: '', label: t('filter.anyType') },
          ...types.map((type) => ({ value: type, label: t(`type.${type}`) })),
        ]}
        onChange={({ currentTarget }) =>
          onChange({ type: types.find((type) => type === currentTarget.value) })
        }
      />
      <NativeSelect
        className={`${classes.select} ${classes.status}`}
        aria-label={t('field.status')}
        value={state.status ?? defaultStatus}
        data={statuses.map((status) => ({ value: status, label: t(`filter.status.${status}`) }))}
        onChange={({ currentTarget }) =>
          onChange({ status: statuses.find((status) => status === currentTarget.value) })
        }
      />
      <NativeSelect
        className={`${classes.select} ${classes.order}`}
        aria-label={t('filter.sortBy')}
        value={sortOf(state)}
        data={offered.map((sort) => ({ value: sort, label: t(`sort.${sort}`) }))}
        onChange={({ currentTarget }) =>
          onChange({ sort: sorts.find((sort) => sort === currentTarget.value) })
        }
      />
    </>
  );
  return (
    <>
      {!narrow && selects}
      <MoreFilters state={state} narrow={narrow} onChange={onChange}>
        {narrow && selects}
      </MoreFilters>
    </>
  );
};
