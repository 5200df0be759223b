import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './filters.module.css';
import {
  defaultSort,
  defaultStatus,
  isFiltered,
  type ListState,
  sorts,
  statuses,
  types,
} from './list-state.ts';

interface Props {
  state: ListState;
  onChange: (change: Partial<ListState>) => void;
}

export const Filters = ({ state, onChange }: Props) => {
  const { t } = useTranslation();
  return (
    <div className={classes.filters}>
      <NativeSelect
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
        aria-label={t('field.status')}
        value={state.status ?? defaultStatus}
        data={statuses.map((status) => ({ value: status, label: t(`filter.status.${status}`) }))}
        onChange={({ currentTarget }) =>
          onChange({
            status: statuses.find((status) => status === currentTarget.value && status !== defaultStatus),
          })
        }
      />
      <NativeSelect
        aria-label={t('filter.sortBy')}
        value={state.sort ?? defaultSort}
        data={sorts.map((sort) => ({ value: sort, label: t(`sort.${sort}`) }))}
        onChange={({ currentTarget }) =>
          onChange({ sort: sorts.find((sort) => sort === currentTarget.value && sort !== defaultSort) })
        }
      />
      {isFiltered(state) && (
        <Button
          variant="subtle"
          size="compact-md"
          onClick={() => onChange({ search: undefined, type: undefined, status: undefined })}
        >
          {t('filter.clear')}
        </Button>
      )}
    </div>
  );
};
