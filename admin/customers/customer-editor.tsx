import { Button, TagsInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type CustomerHistoryEntry, type CustomerWithAddresses, isProblem } from '@regulars/sdk';
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { type FormEvent, lazy, Suspense, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MergedNote } from '../merges/merged-note.tsx';
import { PhoneField } from '../phones/phone-field.tsx';
import { regulars } from '../session/regulars.ts';
import { useMay } from '../session/use-may.ts';
import { AskBeforeLeaving } from '../ui/ask-before-leaving.tsx';
import { type FieldErrors, fieldErrorsOf, fieldErrorText } from '../ui/field-errors.ts';
import { isolate } from '../ui/isolate.ts';
import { EmailLine, Line } from '../ui/lines.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { ariaKeys } from '../ui/shortcuts.ts';
import { useShortcut } from '../ui/use-shortcut.ts';
import type { Proof } from '../verification/verify-phone.tsx';
import { checkChanges } from './check-changes.ts';
import { Conflict } from './conflict.tsx';
import classes from './customer-editor.module.css';
import page from './customer-page.module.css';
import { customerQuery } from './customer-query.ts';
import { CustomerSummary } from './customer-summary.tsx';
import { CustomerTabs, useOnProfile } from './customer-tabs.tsx';
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
import { FurtherContacts } from './further-contacts.tsx';
import { InactiveNote } from './inactive-note.tsx';
import { PreferenceFields } from './preference-fields.tsx';

const UpgradeDialog = lazy(() =>
  import('./upgrade-dialog.tsx').then((module) => ({ default: module.UpgradeDialog })),
);
const VerifyDialog = lazy(() =>
  import('../verification/verify-dialog.tsx').then((module) => ({ default: module.VerifyDialog })),
);

interface Save {
  submitted: CustomerValues;
  /** Of the phone that is saved. */
  proven: Proof | null;
}

interface TheirChange {
  latest: CustomerWithAddresses;
  entries: CustomerHistoryEntry[];
}

export const CustomerEditor = ({ customer }: { customer: CustomerWithAddresses }) => {
  const { t } = useTranslation();
  const may = useMay();
  const queryClient = useQueryClient();
  const router = useRouter();
  const onProfile = useOnProfile();
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [base, setBase] = useState(customer);
  const [draft, setDraft] = useState(() => valuesOf(customer));
  const [errors, setErrors] = useState<FieldErrors>({});
  const [theirs, setTheirs] = useState<TheirChange | null>(null);
  /** Which phone is being proven: that of a guest or stub, that of the customer as saved, or the one just typed. */
  const [proving, setProving] = useState<'upgrade' | 'saved' | 'typed' | null>(null);
  /** Of a phone that is not saved yet, or whose customer is not upgraded yet. */
  const [proof, setProof] = useState<Proof | null>(null);
  const cameFrom = useRef<Element | null>(null);

  const values = valuesOf(base);
  const dirty = changedFields(values, draft);
  const isDirty = dirty.length > 0;
  const typedPhone = draft.phone.trim();
  const hasNewPhone = dirty.includes('phone') && typedPhone !== '';
  const isProven = hasNewPhone && proof?.phone === typedPhone;

  // A newer version that arrives by itself is taken over while nothing is typed, or where it says the same of
  // everything here, as after a change of an address; else the save will tell.
  if (customer.version > base.version) {
    const isSame = changedFields(values, valuesOf(customer)).length === 0;
    if (!isDirty || isSame) setBase(customer);
    if (!isDirty) setDraft(valuesOf(customer));
  }

  const prove = (what: NonNullable<typeof proving>) => {
    cameFrom.current = document.activeElement;
    setProving(what);
  };
  const endProving = () => {
    setProving(null);
    // What opened the dialog may be gone, because there is nothing to prove any more.
    requestAnimationFrame(() => {
      const back = cameFrom.current?.isConnected ? cameFrom.current : document.querySelector('main h1');
      if (back instanceof HTMLElement) back.focus({ preventScroll: true });
    });
  };

  const adopt = (saved: CustomerWithAddresses, submitted: CustomerValues, message = t('customer.saved')) => {
    setBase(saved);
    // What was typed while the save was on its way stays.
    setDraft((now) => rebase(now, submitted, valuesOf(saved)));
    setErrors({});
    setTheirs(null);
    setProof(null);
    queryClient.setQueryData(customerQuery(saved.id).queryKey, saved);
    void queryClient.invalidateQueries({ queryKey: customersKey });
    notifications.show({
      id: 'customer-saved',
      color: 'petrol',
      autoClose: 3_000,
      message,
      closeButtonProps: { 'aria-label': t('action.close') },
    });
  };

  const save = useMutation({
    mutationFn: async ({ submitted, proven }: Save): Promise<CustomerWithAddresses | TheirChange> => {
      const changes = {
        ...changesBetween(values, submitted),
        ...(proven && { phone: proven.phone, verificationToken: proven.token }),
      };
      try {
        return await regulars.customers.update(base.id, changes, { ifMatch: base });
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
    onSuccess: (outcome, { submitted }) => {
      if ('latest' in outcome) setTheirs(outcome);
      else adopt(outcome, submitted);
    },
    onError: (error) => {
      if (isProblem(error, 'verification_token_invalid')) setProof(null);
      if (isProblem(error)) setErrors(fieldErrorsOf(error.errors));
    },
  });

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!isDirty || save.isPending) return;
    const found = checkChanges(changesBetween(values, draft));
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    save.mutate({ submitted: draft, proven: isProven ? proof : null });
  };
  useShortcut('save', submit);

  // New errors are shown where their fields are.
  const shown = useRef(errors);
  useEffect(() => {
    if (shown.current === errors || Object.keys(errors).length === 0) return;
    if (onProfile) {
      shown.current = errors;
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    } else void router.navigate({ to: '/dashboard/customers/$id', params: { id: base.id } });
  }, [errors, onProfile, router, base.id]);

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
  const wrongTag = Object.keys(errors).find((place) => place.startsWith('tags'));
  const derived = derivedNames(base);
  const saidElsewhere = Object.keys(errors).length > 0 || takenBy !== undefined;

  const mayVerify = may('sendCode') && may('verifyCode');
  const verifyButton = mayVerify && may('upgradeCustomer') && base.isActive && !dirty.includes('phone') && (
    <Button
      size="compact-md"
      variant="light"
      leftSection={<IconRosetteDiscountCheck size={16} aria-hidden />}
      onClick={() => prove(base.profileStatus === 'full' ? 'saved' : 'upgrade')}
    >
      {t('verify.action')}
    </Button>
  );

  return (
    <div className={page.page}>
      <CustomerTop customer={base} verify={verifyButton}>
        {may('deactivateCustomer') && base.isActive && <DeactivateButton customer={base} />}
        {isDirty && (
          <Button variant="default" onClick={reset}>
            {t('customer.undo')}
          </Button>
        )}
        {(onProfile || isDirty) && (
          <Button
            type="submit"
            form={formId}
            disabled={!isDirty}
            loading={save.isPending}
            aria-keyshortcuts={ariaKeys('save')}
          >
            {t('customer.save')}
          </Button>
        )}
      </CustomerTop>
      <CustomerTabs customer={customer} />
      <MergedNote customerId={base.id} />
      {!base.isActive && <InactiveNote customer={base} />}
      {theirs && (
        <Conflict
          entries={theirs.entries}
          mine={dirty}
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
      {onProfile && <CustomerSummary customer={base} />}
      <form id={formId} ref={form} noValidate onSubmit={submit} className={page.columns} hidden={!onProfile}>
        <Section title={t('customer.profile')}>
          <div className={classes.grid}>
            <Line {...line('name')} placeholder={derived.name} maxLength={200} />
            <Line {...line('name2')} maxLength={200} />
            <Line {...line('firstName')} maxLength={100} />
            <Line {...line('lastName')} maxLength={100} />
            <div className={classes.reach}>
              <PhoneField
                {...line('phone')}
                {...(phoneError && { error: phoneError })}
                onChange={(phone) => set('phone', phone)}
              />
              <FurtherContacts customer={base} kind="phone" />
              <div role="status">
                {base.phoneVerified && hasNewPhone && !isProven && (
                  <div className={classes.unproven}>
                    <span>{t('customer.newPhone')}</span>
                    {mayVerify && (
                      <Button size="compact-md" variant="default" onClick={() => prove('typed')}>
                        {t('customer.verifyAndSave')}
                      </Button>
                    )}
                  </div>
                )}
              </div>
            </div>
            <div className={classes.reach}>
              <EmailLine {...line('email')} maxLength={254} />
              <FurtherContacts customer={base} kind="email" />
            </div>
            <Line {...line('displayName')} placeholder={derived.displayName} maxLength={200} />
            <Line {...line('birthDate')} type="date" dir="ltr" />
          </div>
        </Section>
        <div className={page.column}>
          <Section title={t('customer.preferences')}>
            <PreferenceFields values={draft} errors={errors} onChange={set} />
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
        </div>
      </form>
      <Outlet />
      <Suspense>
        {proving === 'upgrade' && (
          <UpgradeDialog
            customer={base}
            proof={proof}
            onProof={setProof}
            onClose={endProving}
            onDone={(upgraded, already) => {
              adopt(upgraded, values, already ? t('problem.already_full') : t('upgrade.done'));
              endProving();
            }}
          />
        )}
        {(proving === 'saved' || proving === 'typed') && (
          <VerifyDialog
            phone={proving === 'typed' ? typedPhone : (base.phone ?? '')}
            purpose="verification"
            onClose={endProving}
            onProven={(proven) => {
              endProving();
              if (proving === 'typed') setProof(proven);
              save.mutate({ submitted: proving === 'typed' ? draft : values, proven });
            }}
          />
        )}
      </Suspense>
      <AskBeforeLeaving
        when={isDirty}
        text={t('leave.text', { name: isolate(base.displayName) })}
        // From tab to tab nothing is lost.
        loses={(params) => !('id' in params && params.id === base.id)}
      />
    </div>
  );
};
