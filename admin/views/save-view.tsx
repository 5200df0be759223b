import { Button, Checkbox } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { isProblem, type NewView } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListState } from '../customers/list-state.ts';
import { regulars } from '../session/regulars.ts';
import { Dialog } from '../ui/dialog.tsx';
import { type FieldErrors, fieldErrorsOf, fieldErrorText } from '../ui/field-errors.ts';
import { Line } from '../ui/lines.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useIntention } from '../ui/use-intention.ts';
import classes from './save-view.module.css';
import { viewOfState } from './view-state.ts';
import { viewsQuery } from './views-query.ts';

/** Gives the list that is shown a name. */
export const SaveView = ({ state, onClose }: { state: ListState; onClose: () => void }) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const intention = useIntention();
  const save = useMutation({
    mutationFn: (body: NewView) => regulars.views.create(body, { idempotencyKey: intention.keyFor(body) }),
    onSuccess: async () => {
      await queryClient.invalidateQueries(viewsQuery);
      notifications.show({
        color: 'petrol',
        message: t('views.saved'),
        closeButtonProps: { 'aria-label': t('action.close') },
      });
      onClose();
    },
    onError: (error) => {
      intention.answered(error);
      if (isProblem(error)) setErrors(fieldErrorsOf(error.errors));
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    if (name.trim() === '') setErrors({ name: 'required' });
    else save.mutate({ name: name.trim(), shared, ...viewOfState(state) });
  };

  return (
    <Dialog onClose={onClose} title={t('views.save')}>
      <form noValidate className={classes.form} onSubmit={submit}>
        <Line
          label={t('field.name')}
          name="name"
          maxLength={100}
          data-autofocus
          value={name}
          error={fieldErrorText(t, errors, 'name')}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Checkbox
          label={t('views.share')}
          description={t('views.shareMeans')}
          checked={shared}
          onChange={({ currentTarget }) => setShared(currentTarget.checked)}
        />
        {save.isError && Object.keys(errors).length === 0 && <ProblemAlert error={save.error} />}
        <div className={classes.actions}>
          <Button type="submit" loading={save.isPending}>
            {t('views.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
