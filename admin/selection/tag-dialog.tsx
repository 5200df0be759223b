import { TagsInput } from '@mantine/core';
import type { CustomerListItem } from '@regulars/sdk';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { tagging } from './bulk-work.ts';
import classes from './tag-dialog.module.css';
import type { useBulkWork } from './use-bulk-work.tsx';

interface Props {
  customers: readonly CustomerListItem[];
  /** "2 selected". */
  count: string;
  work: ReturnType<typeof useBulkWork>;
  onClose: () => void;
}

const plain = (tags: readonly string[]) => [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))];

/** Puts tags on all of them, and takes tags away that some of them have. */
export const TagDialog = ({ customers, count, work, onClose }: Props) => {
  const { t } = useTranslation();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const had = plain(customers.flatMap(({ tags }) => tags)).toSorted();

  return (
    <Dialog onClose={onClose} title={t('bulk.tagTitle')}>
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
          onChange={(tags) => setAdd(plain(tags))}
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
