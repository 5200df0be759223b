import { Button, Checkbox, TagsInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type Customer, type CustomerHistoryEntry, isProblem } from '@regulars/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useBlocker } from '@tanstack/react-router';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { useMay } from '../session/use-may.ts';
import { Dialog } from '../ui/dialog.tsx';
import { type FieldErrors, fieldErrorsOf, fieldErrorText } from '../ui/field-errors.ts';
import { isolate } from '../ui/isolate.ts';
import { EmailLine, Line, PhoneLine } from '../ui/lines.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { useShortcut } from '../ui/use-shortcut.ts';
import { checkChanges } from './check-changes.ts';
import { Conflict } from './conflict.tsx';
import classes from './customer-editor.module.css';
import { CustomerHistory } from './customer-history.tsx';
import page from './customer-page.module.css';
import { customerQuery } from './customer-query.ts';
import { CustomerTop } from './customer-top.tsx';
import {
  type CustomerValues,
  changedFields,
  changesBetween,
  derivedNames,
  type Field,
  placeOf,
  rebase,
  valuesOf,
} from './customer-values.ts';
import { customersKey } from './customers-query.ts';
import { DeactivateButton } from './deactivate-button.tsx';
import { InactiveNote } from './inactive-note.tsx';

interface TheirChange {
  latest: Customer;
  entries: CustomerHistoryEntry[];
}

export const CustomerEditor = ({ customer }: { customer: Customer }) => {
  const { t } = useTranslation();
  const may = useMay();
  const queryClient = useQueryClient();
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [base, setBase] = useState(customer);
  const [draft, setDraft] = useState(() => valuesOf(customer));
  const [errors, setErrors] = useState<FieldErrors>({});
  const [theirs, setTheirs] = useState<TheirChange | null>(null);

  const values = valuesOf(base);
  const isDirty = changedFields(values, draft).length > 0;

  // A newer version that arrives by itself is taken over while nothing is typed; else the save will tell.
  if (customer.version > base.version && !isDirty) {
    setBase(customer);
    setDraft(valuesOf(customer));
  }

  const adopt = (saved: Customer, submitted: CustomerValues) => {
    setBase(saved);
    // What was typed while the save was on its way stays.
    setDraft((now) => rebase(now, submitted, valuesOf(saved)));
    setErrors({});
    setTheirs(null);
    queryClient.setQueryData(customerQuery(saved.id).queryKey, saved);
    void queryClient.invalidateQueries({ queryKey: customersKey });
    notifications.show({
      id: 'customer-saved',
      color: 'petrol',
      autoClose: 3_000,
      message: t('customer.saved'),
      closeButtonProps: { 'aria-label': t('action.close') },
    });
  };

  const save = useMutation({
    mutationFn: async (submitted: CustomerValues): Promise<Customer | TheirChange> => {
      try {
        return await regulars.customers.update(base.id, changesBetween(values, submitted), { ifMatch: base });
      } catch (error) {
        if (!isProblem(error, 'version_conflict')) throw error;
        const [latest, history] = await Promise.all([
          regulars.customers.get(base.id),
          regulars.customers.history(base.id, { limit: 20 }),
        ]);
        // The answer to an earlier try was lost, and that try had saved: nothing is in conflict.
        if (changedFields(valuesOf(latest), submitted).length === 0) return latest;
        return { latest, entries: history.data.filter(({ version }) => version > base.version) };
      }
    },
    onSuccess: (outcome, submitted) => {
      if ('latest' in outcome) setTheirs(outcome);
      else adopt(outcome, submitted);
    },
    onError: (error) => {
      if (isProblem(error)) setErrors(fieldErrorsOf(error.errors));
    },
  });

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!isDirty || save.isPending) return;
    const found = checkChanges(changesBetween(values, draft));
    setErrors(found);
    if (Object.keys(found).length === 0) save.mutate(draft);
  };
  useShortcut('s', submit, { withControl: true });

  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  const leave = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });

  const reset = () => {
    setDraft(values);
    setErrors({});
    setTheirs(null);
    save.reset();
  };

  const takenBy = isProblem(save.error, 'phone_taken') ? save.error.customerId : undefined;
  const other = useQuery({ ...customerQuery(takenBy ?? ''), enabled: takenBy !== undefined });
  const phoneError = takenBy ? (
    <>
      {t('problem.phone_taken')}{' '}
      <Link to="/dashboard/customers/$id" params={{ id: takenBy }} className={classes.other}>
        <bdi>{other.data?.displayName ?? t('action.open')}</bdi>
      </Link>
    </>
  ) : undefined;

  const set = <F extends Field>(field: F, value: CustomerValues[F]) => {
    setDraft((now) => ({ ...now, [field]: value }));
    if (field === 'phone' && takenBy !== undefined) save.reset();
  };
  const label = (field: Field) => t(`field.${placeOf[field]}` as 'field.name');
  const line = (field: Exclude<Field, 'tags' | 'ecoFriendly' | 'sms' | 'whatsapp' | 'emails' | 'push'>) => ({
    name: field,
    label: label(field),
    error: fieldErrorText(t, errors, placeOf[field]),
    value: draft[field],
    onChange: (event: { currentTarget: { value: string } }) => set(field, event.currentTarget.value),
  });
  const box = (field: 'ecoFriendly' | 'sms' | 'whatsapp' | 'emails' | 'push') => ({
    name: field,
    label: label(field),
    checked: draft[field],
    onChange: (event: { currentTarget: { checked: boolean } }) => set(field, event.currentTarget.checked),
  });
  const wrongTag = Object.keys(errors).find((place) => place.startsWith('tags'));
  const derived = derivedNames(base);
  const saidElsewhere = Object.keys(errors).length > 0 || takenBy !== undefined;

  return (
    <div className={page.page}>
      <CustomerTop customer={base}>
        {may('deactivateCustomer') && base.isActive && <DeactivateButton customer={base} />}
        {isDirty && (
          <Button variant="default" onClick={reset}>
            {t('customer.undo')}
          </Button>
        )}
        <Button
          type="submit"
          form={formId}
          disabled={!isDirty}
          loading={save.isPending}
          aria-keyshortcuts="Control+s Meta+s"
        >
          {t('customer.save')}
        </Button>
      </CustomerTop>
      {!base.isActive && <InactiveNote customer={base} />}
      {theirs && (
        <Conflict
          entries={theirs.entries}
          mine={changedFields(values, draft)}
          onKeep={() => {
            setDraft(rebase(draft, values, valuesOf(theirs.latest)));
            setBase(theirs.latest);
            setTheirs(null);
            save.reset();
            queryClient.setQueryData(customerQuery(base.id).queryKey, theirs.latest);
            void queryClient.invalidateQueries({ queryKey: customersKey });
          }}
        />
      )}
      {save.isError && !saidElsewhere && (
        <div className={classes.problem}>
          <ProblemAlert error={save.error} />
        </div>
      )}
      <div className={page.columns}>
        <form id={formId} ref={form} noValidate onSubmit={submit} className={page.column}>
          <Section title={t('customer.profile')}>
            <div className={classes.grid}>
              <Line {...line('name')} placeholder={derived.name} maxLength={200} />
              <Line {...line('name2')} maxLength={200} />
              <Line {...line('firstName')} maxLength={100} />
              <Line {...line('lastName')} maxLength={100} />
              <PhoneLine {...line('phone')} {...(phoneError && { error: phoneError })} maxLength={50} />
              <EmailLine {...line('email')} maxLength={254} />
              <Line {...line('displayName')} placeholder={derived.displayName} maxLength={200} />
              <Line {...line('birthDate')} type="date" dir="ltr" />
            </div>
          </Section>
          <Section title={t('customer.preferences')}>
            <div className={classes.grid}>
              <Line {...line('folding')} maxLength={100} />
              <Line {...line('fragrance')} maxLength={100} />
            </div>
            <div className={classes.boxes}>
              <Checkbox {...box('ecoFriendly')} />
            </div>
            <fieldset className={classes.channels}>
              <legend>{t('customer.mayNotify')}</legend>
              <div className={classes.boxes}>
                <Checkbox {...box('sms')} />
                <Checkbox {...box('whatsapp')} />
                <Checkbox {...box('emails')} />
                <Checkbox {...box('push')} />
              </div>
            </fieldset>
          </Section>
          <Section title={t('customer.notesAndTags')}>
            <div className={classes.stack}>
              <Textarea {...line('notes')} dir="auto" autosize minRows={3} maxRows={14} maxLength={10_000} />
              <TagsInput
                label={label('tags')}
                description={t('customer.tagsHint')}
                dir="auto"
                value={draft.tags}
                maxTags={50}
                error={wrongTag && fieldErrorText(t, errors, wrongTag)}
                onChange={(tags) => set('tags', [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))])}
                clearable={false}
              />
            </div>
          </Section>
        </form>
        <CustomerHistory customer={base} />
      </div>
      <Dialog opened={leave.status === 'blocked'} onClose={() => leave.reset?.()} title={t('leave.title')}>
        <p className={classes.question}>{t('leave.text', { name: isolate(base.displayName) })}</p>
        <div className={classes.answers}>
          <Button data-autofocus onClick={() => leave.reset?.()}>
            {t('leave.stay')}
          </Button>
          <Button variant="default" onClick={() => leave.proceed?.()}>
            {t('leave.go')}
          </Button>
        </div>
      </Dialog>
    </div>
  );
};
