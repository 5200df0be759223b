import { Checkbox } from '@mantine/core';
import { isProblem, type NewView } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListState } from '../customers/list-state.ts';
import { forms } from '../drafts/forms.ts';
import { useDraft, useKeep } from '../drafts/use-draft.ts';
import { regulars } from '../session/regulars.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { type FieldErrors, fieldErrorsOf, fieldErrorText } from '../ui/field-errors.ts';
import { Line } from '../ui/lines.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { showDone } from '../ui/toast.ts';
import { useIntention } from '../ui/use-intention.ts';
import { viewOfState } from './view-state.ts';
import { viewsQuery } from './views-query.ts';

const empty = { name: '', shared: false };

/** Gives the list that is shown a name. */
export const SaveView = ({ state, onClose }: { state: ListState; onClose: () => void }) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const draft = useDraft(forms.view, empty);
  const [values, setValues] = useState(draft.restored.values ?? empty);
  const { name, shared } = values;
  useKeep(draft, name.trim() ? values : null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const intention = useIntention(draft);
  const save = useMutation({
    mutationFn: (body: NewView) => regulars.views.create(body, { idempotencyKey: intention.keyFor(body) }),
    onSuccess: async () => {
      await queryClient.invalidateQueries(viewsQuery);
      showDone(t, t('views.saved'));
      onClose();
    },
    onError: (error) => {
      intention.answered(error);
      if (isProblem(error)) setErrors(fieldErrorsOf(error.errors));
    },
  });

  const submit = () => {
    if (name.trim() === '') setErrors({ name: 'required' });
    else save.mutate({ name: name.trim(), shared, ...viewOfState(state) });
  };

  return (
    <Dialog isRestored={draft.restored.values !== undefined} onClose={onClose} title={t('views.save')}>
      <DialogForm action={t('views.save')} isPending={save.isPending} onSubmit={submit} onCancel={onClose}>
        <Line
          label={t('field.name')}
          name="name"
          maxLength={100}
          data-autofocus
          value={name}
          error={fieldErrorText(t, errors, 'name')}
          onChange={({ currentTarget }) => setValues({ name: currentTarget.value, shared })}
        />
        <Checkbox
          label={t('views.share')}
          description={t('views.shareMeans')}
          checked={shared}
          onChange={({ currentTarget }) => setValues({ name, shared: currentTarget.checked })}
        />
        {save.isError && Object.keys(errors).length === 0 && <ProblemAlert error={save.error} />}
      </DialogForm>
    </Dialog>
  );
};
