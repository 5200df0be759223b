import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-may.ts';
import { isolate } from '../ui/isolate.ts';
import classes from './empty-list.module.css';
import type { ListState } from './list-state.ts';
import { useQuickCreate } from './quick-create.tsx';
import { prefillOf } from './typed.ts';

export const NobodyYet = () => {
  const { t } = useTranslation();
  const may = useMay();
  const quickCreate = useQuickCreate();
  return (
    <div className={classes.empty}>
      <h2>{t('empty.nobodyTitle')}</h2>
      {may('createCustomer') ? (
        <>
          <p>{t('empty.nobodyText')}</p>
          <Button onClick={() => quickCreate({})}>{t('customers.add')}</Button>
        </>
      ) : (
        <p>{t('empty.nobodyViewer')}</p>
      )}
    </div>
  );
};

/** Says what was looked for, and what to do next. */
export const NobodyFound = ({ state }: { state: ListState }) => {
  const { t } = useTranslation();
  const may = useMay();
  const router = useRouter();
  const quickCreate = useQuickCreate();
  const { search, type, status } = state;
  const filters = [type && t(`type.${type}`), status && t(`filter.status.${status}`)].filter(
    (filter) => filter !== undefined,
  );
  const canAdd = may('createCustomer') && search !== undefined;

  return (
    <div className={classes.empty}>
      <h2>{search ? t('empty.notFound', { search: isolate(search) }) : t('empty.noMatch')}</h2>
      {filters.length > 0 && <p>{t('empty.filtered', { filters: filters.join(t('empty.and')) })}</p>}
      {search && <p>{t('empty.tryOther')}</p>}
      <div className={classes.actions}>
        {canAdd && (
          <Button onClick={() => quickCreate(prefillOf(search))}>
            {t('empty.add', { search: isolate(search) })}
          </Button>
        )}
        <Button
          variant="default"
          onClick={() => void router.navigate({ to: '/dashboard/customers', search: { sort: state.sort } })}
        >
          {t('filter.clear')}
        </Button>
      </div>
      {canAdd && type === undefined && <p className={classes.hint}>{t('empty.enterAdds')}</p>}
    </div>
  );
};
