import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-may.ts';
import { useLanguage } from '../shell/use-language.ts';
import { isolate } from '../ui/isolate.ts';
import classes from './empty-list.module.css';
import { filterWords } from './filter-words.ts';
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
          <div className={classes.actions}>
            <Button onClick={() => quickCreate({})}>{t('customers.add')}</Button>
            {may('createImport') && (
              <Button
                variant="default"
                renderRoot={(props) => <Link to="/dashboard/customers/import" {...props} />}
              >
                {t('import.title')}
              </Button>
            )}
          </div>
        </>
      ) : (
        <p>{t('empty.nobodyViewer')}</p>
      )}
    </div>
  );
};

interface Props {
  state: ListState;
  onChange: (change: Partial<ListState>) => void;
  onClear: () => void;
}

/** Says what was looked for, and what to change. */
export const NobodyFound = ({ state, onChange, onClear }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const may = useMay();
  const quickCreate = useQuickCreate();
  const { search, type, status } = state;
  const filters = filterWords(t, language, state).map(({ text }) => text);
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
        {status === undefined && (
          <Button variant="default" onClick={() => onChange({ status: 'all' })}>
            {t('empty.alsoInactive')}
          </Button>
        )}
        <Button variant="default" onClick={onClear}>
          {t('filter.clear')}
        </Button>
      </div>
      {canAdd && type === undefined && <p className={classes.hint}>{t('empty.enterAdds')}</p>}
    </div>
  );
};
