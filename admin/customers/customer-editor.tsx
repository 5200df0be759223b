import { Button, TagsInput, Textarea } from '@mantine/core';
import { type CustomerWithAddresses, isProblem } from '@regulars/sdk';
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { type FormEvent, Suspense, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../connection/lazily.ts';
import type { Draft } from '../drafts/drafts.ts';
import { forms } from '../drafts/forms.ts';
import { useDraft, useKeep } from '../drafts/use-draft.ts';
import { MergedNote } from '../merges/merged-note.tsx';
import { PhoneField } from '../phones/phone-field.tsx';
import { useMay } from '../session/use-may.ts';
import { problemText } from '../shell/problem-text.ts';
import { AskBeforeLeaving } from '../ui/ask-before-leaving.tsx';
import { type FieldErrors, fieldErrorsOf, fieldErrorText } from '../ui/field-errors.ts';
import { isolate } from '../ui/isolate.ts';
import { EmailLine, Line } from '../ui/lines.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Restored } from '../ui/restored.tsx';
import { Section } from '../ui/section.tsx';
import { ariaKeys } from '../ui/shortcuts.ts';
import { showDone, showNotDone } from '../ui/toast.ts';
import { useShortcut } from '../ui/use-shortcut.ts';
import type { Proof } from '../verification/verify-phone.tsx';
import { ChangedBy } from './changed-by.tsx';
import { checkChanges } from './check-changes.ts';
import { Conflict } from './conflict.tsx';
import classes from './customer-editor.module.css';
import page from './customer-page.module.css';
import { customerQuery } from './customer-query.ts';
import { CustomerSummary } from './customer-summary.tsx';
import { CustomerTabs, useOnProfile } from './customer-tabs.tsx';
import { CustomerToast } from './customer-toast.tsx';
import { CustomerTop } from './customer-top.tsx';
import {
  type CustomerValues,
  changedFields,
  changesBetween,
  clashes,
  derivedNames,
  type Field,
  placeOf,
  rebase,
  valuesOf,
  withValues,
} from './customer-values.ts';
import { customersKey } from './customers-query.ts';
import { DeactivateButton } from './deactivate-button.tsx';
import { FurtherContacts } from './further-contacts.tsx';
import { InactiveNote } from './inactive-note.tsx';
import { PreferenceFields } from './preference-fields.tsx';
import { type Save, saveCustomer, saveKeyOf, usePendingSave } from './save-customer.ts';

const UpgradeDialog = lazily(() =>
  import('./upgrade-dialog.tsx').then((module) => ({ default: module.UpgradeDialog })),
);
const VerifyDialog = lazily(() =>
  import('../verification/verify-dialog.tsx').then((module) => ({ default: module.VerifyDialog })),
);

/** After its page has been left: there it is again when the page is opened. */
const keepUnsaved = (
  kept: Draft<CustomerValues, CustomerWithAddresses>,
  { base, submitted }: Pick<Save, 'base' | 'submitted'>,
) => {
  kept.keep(submitted, base);
  kept.flush();
};

export const CustomerEditor = ({ customer }: { customer: CustomerWithAddresses }) => {
  const { t } = useTranslation();
  const may = useMay();
  const queryClient = useQueryClient();
  const router = useRouter();
  const onProfile = useOnProfile();
  const formId = useId();
  const saveButton = useRef<HTMLButtonElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const conflict = useRef<HTMLDivElement>(null);
  const saving = usePendingSave(customer.id);
  // Whoever left while something was on its way, or was refused then, finds it as it was typed.
  const kept = useDraft<CustomerValues, CustomerWithAddresses>(
    forms.customer(customer.id),
    valuesOf(customer),
  );
  const { values: typed, base: typedOnto } = kept.restored;
  const [isRestored, setIsRestored] = useState(!saving && typed !== undefined);
  const [base, setBase] = useState(saving?.base ?? typedOnto ?? customer);
  const [draft, setDraft] = useState(() => saving?.submitted ?? typed ?? valuesOf(customer));
  const [errors, setErrors] = useState<FieldErrors>({});
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

  // A newer version that arrives by itself is taken over, below what is typed. Where both changed the same, one chooses.
  const latest = valuesOf(customer);
  const isNewer = customer.version > base.version && saving === undefined;
  const clashing = isNewer ? clashes(values, draft, latest) : [];
  if (isNewer && clashing.length === 0) {
    setBase(customer);
    setDraft(rebase(draft, values, latest));
  }

  useKeep(kept, isDirty ? draft : null, base);
  const isHere = useRef(false);
  const onItsWay = useRef(saving);
  useEffect(() => {
    onItsWay.current = saving;
  });
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
      // What is on its way may yet be refused, or be lost with the page.
      if (onItsWay.current) keepUnsaved(kept, onItsWay.current);
    };
  }, [kept]);

  const prove = (what: NonNullable<typeof proving>) => {
    cameFrom.current = document.activeElement;
    setProving(what);
  };
  const endProving = () => setProving(null);
  useEffect(() => {
    if (proving !== null || cameFrom.current === null) return;
    // What opened the dialog may be gone, because there is nothing to prove any more.
    const back = cameFrom.current.isConnected ? cameFrom.current : document.querySelector('main h1');
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
    cameFrom.current = null;
  }, [proving]);

  const adopt = (saved: CustomerWithAddresses, submitted: CustomerValues, message = t('customer.saved')) => {
    setBase(saved);
    // What was typed while the save was on its way stays.
    setDraft((now) => rebase(now, submitted, valuesOf(saved)));
    setErrors({});
    setProof(null);
    setIsRestored(false);
    queryClient.setQueryData(customerQuery(saved.id).queryKey, saved);
    void queryClient.invalidateQueries({ queryKey: customersKey });
    showDone(t, message, { id: 'customer-saved', autoClose: 3_000 });
  };

  const save = useMutation({
    mutationKey: saveKeyOf(base.id),
    mutationFn: (asked: Save) => saveCustomer(queryClient, asked),
    onSuccess: (saved, { submitted }) => {
      if (!isHere.current) kept.forget();
      adopt(saved, submitted);
    },
    onError: (error, { base, submitted }) => {
      if (!isHere.current) {
        keepUnsaved(kept, { base, submitted });
        showNotDone(
          t,
          <CustomerToast done={t('customer.notSaved')} customer={base}>
            {problemText(t, error)}
          </CustomerToast>,
          { autoClose: false },
        );
      }
      if (isProblem(error, 'verification_token_invalid')) setProof(null);
      if (isProblem(error)) setErrors(fieldErrorsOf(error.errors));
    },
  });
  const isRefusedByConflict = isProblem(save.error, 'version_conflict') && clashing.length > 0;
  useEffect(() => {
    if (isRefusedByConflict) conflict.current?.querySelector('input')?.focus();
  }, [isRefusedByConflict]);

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!isDirty || saving) return;
    if (clashing.length > 0) return conflict.current?.querySelector('input')?.focus();
    const found = checkChanges(changesBetween(values, draft));
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    save.mutate({ base, submitted: draft, proven: isProven ? proof : null });
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
    setBase(customer);
    setDraft(latest);
    setErrors({});
    setIsRestored(false);
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
  const saidElsewhere = Object.keys(errors).length > 0 || takenBy !== undefined || isRefusedByConflict;

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
      <CustomerTop customer={saving ? withValues(base, saving.submitted) : base} verify={verifyButton}>
        {may('deactivateCustomer') && base.isActive && <DeactivateButton customer={base} />}
        {isDirty && !saving && (
          <Button variant="default" onClick={reset}>
            {t('customer.undo')}
          </Button>
        )}
        {(onProfile || isDirty) && (
          <Button
            ref={saveButton}
            type="submit"
            form={formId}
            disabled={!isDirty}
            loading={saving !== undefined}
            aria-keyshortcuts={ariaKeys('save')}
          >
            {t('customer.save')}
          </Button>
        )}
      </CustomerTop>
      <CustomerTabs customer={customer} />
      <MergedNote customerId={base.id} />
      {!base.isActive && <InactiveNote customer={base} />}
      <ChangedBy customer={customer} />
      {isRestored && isDirty && !saving && <Restored onDiscard={reset} />}
      {clashing.length > 0 && (
        <Conflict
          key={customer.version}
          fields={clashing}
          mine={draft}
          theirs={customer}
          since={base.version}
          place={conflict}
          onResolve={(theirs) => {
            const taken = Object.fromEntries(theirs.map((field) => [field, latest[field]]));
            setBase(customer);
            setDraft({ ...rebase(draft, values, latest), ...taken });
            save.reset();
            saveButton.current?.focus();
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
              save.mutate({ base, submitted: proving === 'typed' ? draft : values, proven });
            }}
          />
        )}
      </Suspense>
      <AskBeforeLeaving
        when={isDirty && !(saving && changedFields(saving.submitted, draft).length === 0)}
        text={t('leave.text', { name: isolate(base.displayName) })}
        // From tab to tab nothing is lost.
        loses={(params) => !('id' in params && params.id === base.id)}
      />
    </div>
  );
};
