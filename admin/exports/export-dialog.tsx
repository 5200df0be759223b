import { Button, Checkbox } from '@mantine/core';
import {
  defaultExportColumns,
  type ExportColumn,
  type ExportFormat,
  exportColumns,
  exportFormats,
} from '@regulars/contract/export';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldName } from '../customers/field-name.tsx';
import { filterWords } from '../customers/filter-words.ts';
import { defaultStatus, type ListState } from '../customers/list-state.ts';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Choice } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { isolate, isolateLtr } from '../ui/isolate.ts';
import { Notice } from '../ui/notice.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { showDone } from '../ui/toast.ts';
import { exportAddress } from './export-address.ts';
import { columnsOfList } from './export-columns.ts';
import classes from './export-dialog.module.css';
import { startExport } from './start-export.ts';

interface Props {
  state: ListState;
  /** How many customers the list has; undefined while they are counted. */
  count: { total: number; written: string } | undefined;
  /** Those who are selected, of whom alone a file can be made. */
  selected?: { ids: readonly string[]; written: string };
  onClose: () => void;
}

/** All customers of the list as a file: which format, which columns. */
export const ExportDialog = ({ state, count, selected, onClose }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { actor } = useSession();
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [columns, setColumns] = useState<readonly ExportColumn[]>(defaultExportColumns);
  const [whole, setWhole] = useState(selected === undefined);
  const ofList = columnsOfList(state);

  const start = useMutation({
    mutationFn: () =>
      startExport(
        exportAddress(state, { format, columns, language, ids: whole ? undefined : selected?.ids }),
        actor.id,
      ),
    onSuccess: (hasBegun) => {
      if (!hasBegun) return;
      showDone(t, t('export.begun'));
      onClose();
    },
  });

  const filters = [
    ...(state.search === undefined ? [] : [t('export.search', { search: isolate(state.search) })]),
    ...filterWords(t, language, { ...state, status: state.status ?? defaultStatus }).map(({ text }) => text),
  ];
  const presets = [
    { name: t('columns.reset'), columns: defaultExportColumns },
    ...(ofList ? [{ name: t('export.asList'), columns: ofList }] : []),
    { name: t('export.all'), columns: exportColumns },
  ];

  return (
    <Dialog wide onClose={onClose} title={t('export.title')}>
      <DialogForm
        action={t('export.submit')}
        isPending={start.isPending}
        disabled={columns.length === 0}
        onSubmit={() => start.mutate()}
        onCancel={onClose}
        isReady
      >
        <div className={classes.lead}>
          {selected && (
            <div className={classes.formats}>
              <Choice name="which" checked={!whole} onChoose={() => setWhole(false)}>
                {selected.written}
              </Choice>
              <Choice name="which" checked={whole} onChoose={() => setWhole(true)}>
                {t('export.wholeList')}
              </Choice>
            </div>
          )}
          {whole && count && (
            <p>
              <strong>
                {t('customers.found', { count: count.total, total: isolateLtr(count.written) })}
              </strong>
            </p>
          )}
          {whole && <p className={classes.filters}>{filters.join(t('empty.and'))}</p>}
        </div>
        <fieldset className={classes.group}>
          <legend>{t('export.format')}</legend>
          <div className={classes.formats}>
            {exportFormats.map((each) => (
              <Choice key={each} name="format" checked={each === format} onChoose={() => setFormat(each)}>
                {t(`export.formats.${each}`)}
              </Choice>
            ))}
          </div>
        </fieldset>
        <fieldset className={classes.group}>
          <legend>{t('columns.title')}</legend>
          <div className={classes.presets}>
            {presets.map((preset) => (
              <Button
                key={preset.name}
                variant="subtle"
                size="compact-sm"
                aria-pressed={preset.columns.join() === columns.join()}
                onClick={() => setColumns(preset.columns)}
              >
                {preset.name}
              </Button>
            ))}
          </div>
          <div className={classes.columns}>
            {exportColumns.map((column) => (
              <Checkbox
                key={column}
                label={<FieldName field={column === 'type' ? 'profileStatus' : column} />}
                checked={columns.includes(column)}
                onChange={({ currentTarget: { checked } }) =>
                  setColumns(
                    exportColumns.filter((other) => (other === column ? checked : columns.includes(other))),
                  )
                }
              />
            ))}
          </div>
        </fieldset>
        {columns.length === 0 && <Notice tone="caution">{t('export.noColumn')}</Notice>}
        {start.isError && <ProblemAlert error={start.error} />}
        {start.data === false && <Notice tone="problem">{t('export.notBegun')}</Notice>}
      </DialogForm>
    </Dialog>
  );
};
