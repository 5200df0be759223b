import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../connection/lazily.ts';
import type { ListState } from '../customers/list-state.ts';
import { hasDraft } from '../drafts/drafts.ts';
import { forms } from '../drafts/forms.ts';
import { useMay } from '../session/use-may.ts';
import { useLanguage } from '../shell/use-language.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { showProblem } from '../ui/show-problem.tsx';
import { writtenNumber } from '../ui/written.ts';
import { deactivating, restoring } from './bulk-work.ts';
import { mostSelected } from './selection.ts';
import classes from './selection-bar.module.css';
import { useBulkWork } from './use-bulk-work.tsx';
import type { Selection } from './use-selection.ts';

const TagDialog = lazily(() => import('./tag-dialog.tsx').then(({ TagDialog }) => ({ default: TagDialog })));
const AskFirst = lazily(() => import('../ui/ask-first.tsx').then(({ AskFirst }) => ({ default: AskFirst })));
const ExportDialog = lazily(() =>
  import('../exports/export-dialog.tsx').then(({ ExportDialog }) => ({ default: ExportDialog })),
);

interface Props {
  selection: Selection;
  state: ListState;
  /** Of the whole list. */
  count: { total: number; written: string } | undefined;
}

/** Where the keyboard goes on when the work is done: a row that stays as it is, for the others may leave the list. */
const focusAmongRows = (changed: ReadonlySet<string>) => {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const stays = rows.find(({ dataset: { row = '' } }) => !changed.has(row));
  (stays ?? document.querySelector<HTMLElement>('main h1'))?.focus();
};

/** How many are selected, and what can be done with them. */
export const SelectionBar = ({ selection, state, count }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const may = useMay();
  const [asking, setAsking] = useState<'tag' | 'deactivate' | 'export' | undefined>(() =>
    hasDraft(forms.tags(selection.list)) ? 'tag' : undefined,
  );
  const customers = [...selection.selected.values()];
  const ids = customers.map(({ id }) => id);
  const close = () => setAsking(undefined);
  const work = useBulkWork(() => {
    focusAmongRows(new Set(ids));
    close();
    selection.clear();
  });

  const written = isolateLtr(writtenNumber(language, customers.length));
  const selectedText = t('selection.count', { count: customers.length, total: written });
  const [first, second] = ids;
  const button = (label: string, onClick: () => void, opensDialog = true) => (
    <Button
      variant="default"
      size="compact-md"
      aria-haspopup={opensDialog ? 'dialog' : undefined}
      disabled={work.isPending}
      onClick={() => {
        work.reset();
        onClick();
      }}
    >
      {label}
    </Button>
  );

  return (
    <section aria-label={t('selection.label')} className={classes.bar}>
      <span className={classes.count} role="status">
        {selectedText}
        {customers.length >= mostSelected && ` · ${t('selection.full')}`}
      </span>
      {button(t('bulk.tag'), () => setAsking('tag'))}
      {may('deactivateCustomers') &&
        customers.some(({ isActive }) => isActive) &&
        button(t('deactivate.action'), () => setAsking('deactivate'))}
      {may('restoreCustomers') &&
        customers.some(({ isActive }) => !isActive) &&
        button(
          t('restore.action'),
          () => work.mutate(restoring(ids), { onError: (error) => showProblem(t, error) }),
          false,
        )}
      {may('exportCustomers') && button(t('export.action'), () => setAsking('export'))}
      {may('mergeCustomers') && customers.length === 2 && (
        <Button
          variant="default"
          size="compact-md"
          renderRoot={(props) => (
            <Link
              to="/dashboard/customers/merge"
              search={{ source: second!, target: first! }}
              preload={false}
              {...props}
            />
          )}
        >
          {t('bulk.merge')}
        </Button>
      )}
      <Button
        variant="subtle"
        size="compact-md"
        onClick={() => {
          selection.clear();
          focusAmongRows(new Set());
        }}
      >
        {t('selection.clear')}
      </Button>
      <Suspense>
        {asking === 'tag' && (
          <TagDialog selection={selection} count={selectedText} work={work} onClose={close} />
        )}
        {asking === 'deactivate' && (
          <AskFirst
            title={t('bulk.deactivateTitle', { count: customers.length, total: written })}
            action={t('deactivate.action')}
            work={work}
            onYes={() => work.mutate(deactivating(ids))}
            onClose={close}
          >
            <li>{t('bulk.leaveLists')}</li>
            <li>{t('bulk.freePhones')}</li>
            <li>{t('deactivate.keepsAll')}</li>
          </AskFirst>
        )}
        {asking === 'export' && (
          <ExportDialog
            state={state}
            count={count}
            selected={{ ids, written: selectedText }}
            onClose={close}
          />
        )}
      </Suspense>
    </section>
  );
};
