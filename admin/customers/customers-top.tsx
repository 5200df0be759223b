import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../exports/export-button.tsx';
import { ImportLink } from '../imports/import-link.tsx';
import { useMay } from '../session/use-may.ts';
import { Heading } from '../ui/heading.tsx';
import { ariaKeys } from '../ui/shortcuts.ts';
import { Arrivals } from './arrivals.tsx';
import classes from './customers-top.module.css';
import { Glance } from './glance.tsx';
import type { ListState } from './list-state.ts';
import { useQuickCreate } from './quick-create.tsx';
import { Statistics } from './statistics.tsx';

interface Props {
  state: ListState;
  /** Of the whole list. */
  count: { total: number; written: string } | undefined;
  narrow: boolean;
  /** What can be done with those selected: in the place of the rest. */
  selectionBar: ReactNode;
}

/** Above the list: the business at a glance, and what can be done with all of it. */
export const CustomersTop = ({ state, count, narrow, selectionBar }: Props) => {
  const { t } = useTranslation();
  const may = useMay();
  const quickCreate = useQuickCreate();
  return (
    <div className={classes.top}>
      <Heading className={classes.heading}>{t('customers.title')}</Heading>
      {selectionBar || (
        <>
          {!narrow && (
            <>
              <Statistics />
              <Arrivals />
            </>
          )}
          <div className={classes.actions}>
            {may('exportCustomers') && <ExportButton state={state} count={count} />}
            {may('createImport') && <ImportLink />}
            {may('createCustomer') && (
              <Button
                className={classes.add}
                leftSection={<IconUserPlus size={16} aria-hidden />}
                aria-keyshortcuts={ariaKeys('add')}
                onClick={() => quickCreate({})}
              >
                {t('customers.add')}
              </Button>
            )}
          </div>
        </>
      )}
      {narrow && <Glance />}
    </div>
  );
};
