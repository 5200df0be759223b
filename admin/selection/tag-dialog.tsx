import { TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forms } from '../drafts/forms.ts';
import { useDraft, useKeep } from '../drafts/use-draft.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { tagging } from './bulk-work.ts';
import type { SelectedCustomer } from './selection.ts';
import classes from './tag-dialog.module.css';
import type { useBulkWork } from './use-bulk-work.tsx';
import type { Selection } from './use-selection.ts';

interface Props {
  selection: Selection;
  /** "2 selected". */
  count: string;
  work: ReturnType<typeof useBulkWork>;
  onClose: () => void;
}

interface Values {
  add: string[];
  remove: string[];
}
const empty: Values = { add: [], remove: [] };

const plain = (tags: readonly string[]) => [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))];

/** Puts tags on all of them, and takes tags away that some of them have. */
export const TagDialog = ({ selection, count, work, onClose }: Props) => {
  const { t } = useTranslation();
  const customers = [...selection.selected.values()];
  const draft = useDraft<Values, SelectedCustomer[]>(forms.tags(selection.list), empty);
  const [values, setValues] = useState(draft.restored.values ?? empty);
  const { add, remove } = values;
  const setRemove = (remove: string[]) => setValues({ add, remove });
  const [base] = useState(() => customers.map(({ id, isActive, tags }) => ({ id, isActive, tags })));
  useKeep(draft, add.length + remove.length > 0 ? values : null, base);
  const had = plain(customers.flatMap(({ tags }) => tags)).toSorted();

  return (
    <Dialog isRestored={draft.restored.values !== undefined} onClose={onClose} title={t('bulk.tagTitle')}>
      <DialogForm
        action={t('bulk.tagSubmit')}
        isPending={work.isPending}
        disabled={add.length + remove.length === 0}
        onSubmit={() => work.mutate(tagging(customers.map(({ id }) => ({ id, add, remove }))))}
        onCancel={onClose}
      >
        <p className={classes.count}>{count}</p>
        <TagsInput
          data-autofocus
          dir="auto"
          label={t('bulk.addTags')}
          description={t('customer.tagsHint')}
          maxTags={50}
          maxLength={50}
          acceptValueOnBlur
          value={add}
          onChange={(tags) => setValues({ add: plain(tags), remove })}
        />
        {had.length > 0 && (
          <fieldset className={classes.had}>
            <legend>{t('bulk.removeTags')}</legend>
            {had.map((tag) => (
              <label key={tag}>
                <input
                  type="checkbox"
                  checked={remove.includes(tag)}
                  onChange={({ currentTarget: { checked } }) =>
                    setRemove(checked ? [...remove, tag] : remove.filter((other) => other !== tag))
                  }
                />
                <bdi>{tag}</bdi>
              </label>
            ))}
          </fieldset>
        )}
        {work.isError && <ProblemAlert error={work.error} />}
      </DialogForm>
    </Dialog>
  );
};
