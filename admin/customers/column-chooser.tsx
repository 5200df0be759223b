import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DropDown } from '../ui/drop-down.tsx';
import classes from './column-chooser.module.css';
import { shownColumns } from './list-columns.ts';
import { columns, type ListState } from './list-state.ts';

interface Props {
  state: ListState;
  onChange: (columns: ListState['columns']) => void;
}

/** Which fields the table shows beside the name. */
export const ColumnChooser = ({ state, onChange }: Props) => {
  const { t } = useTranslation();
  const shown = shownColumns(state);
  return (
    <DropDown width={240}>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label={t('columns.title')} title={t('columns.title')}>
          <IconColumns3 size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('columns.title')}>
        <fieldset className={classes.columns}>
          <legend>{t('columns.title')}</legend>
          {columns.map((column) => (
            <Checkbox
              key={column}
              label={t(`field.${column}`)}
              checked={shown.includes(column)}
              onChange={({ currentTarget }) =>
                onChange(
                  columns.filter((other) =>
                    other === column ? currentTarget.checked : shown.includes(other),
                  ),
                )
              }
            />
          ))}
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={state.columns === undefined}
            onClick={() => onChange(undefined)}
          >
            {t('columns.reset')}
          </Button>
        </fieldset>
      </Popover.Dropdown>
    </DropDown>
  );
};
