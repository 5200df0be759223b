import { Button } from '@mantine/core';
import { isProblem, type NewCustomer } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  type FocusEvent,
  type FormEvent,
  type KeyboardEvent,
  Suspense,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import {
  type AddressValues,
  addressErrorsOf,
  checkAddress,
  emptyAddress,
  isEmptyAddress,
  newAddressOf,
} from '../addresses/address-values.ts';
import { lazily } from '../connection/lazily.ts';
import { recordTime } from '../counter/record-time.ts';
import { forms } from '../drafts/forms.ts';
import { useDraft, useKeep } from '../drafts/use-draft.ts';
import { PhoneField } from '../phones/phone-field.tsx';
import { regulars } from '../session/regulars.ts';
import { useSession } from '../session/session-query.ts';
import { useMay } from '../session/use-may.ts';
import { Dialog } from '../ui/dialog.tsx';
import { type FieldErrors, fieldErrorsOf, fieldErrorText } from '../ui/field-errors.ts';
import { EmailLine, Line } from '../ui/lines.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { isPressed } from '../ui/shortcuts.ts';
import { showDone } from '../ui/toast.ts';
import { useIntention } from '../ui/use-intention.ts';
import type { Proof } from '../verification/verify-phone.tsx';
import { customerQuery } from './customer-query.ts';
import { CustomerToast } from './customer-toast.tsx';
import { customersKey } from './customers-query.ts';
import { ExistingCustomers } from './existing-customers.tsx';
import classes from './quick-create-dialog.module.css';
import { RestoreInstead } from './restore-instead.tsx';
import { filledIn, type Prefill } from './typed.ts';
import { useAlreadyHere } from './use-already-here.ts';

const AddressFields = lazily(() =>
  import('../addresses/address-fields.tsx').then((module) => ({ default: module.AddressFields })),
);
const VerifyPhone = lazily(() =>
  import('../verification/verify-phone.tsx').then((module) => ({ default: module.VerifyPhone })),
);

const addressPlace = 'addresses.0.';

/** What the form holds: text as typed. */
interface Values extends Record<'phone' | 'name' | 'name2' | 'email', string> {
  /** Whether the fields that are seldom needed are shown. */
  more: boolean;
  /** Whether somebody asked for one. */
  hasAddress: boolean;
  address: AddressValues;
}

const emptyValues = (country: string): Values => ({
  phone: '',
  name: '',
  name2: '',
  email: '',
  more: false,
  hasAddress: false,
  address: emptyAddress(country),
});

export interface Opening {
  prefill: Prefill;
  /** What was typed elsewhere while the dialog came: the beginning of the field that it asks for. */
  typedSince?: () => string;
  /** When the first character of it was typed, by `performance.now()`, where that is known. */
  begun?: number;
  /** The customer is added, or another restored instead. */
  onSaved?: () => void;
}

interface Props {
  opening: Opening;
  onClose: () => void;
}

/** Search first: a phone that is typed is looked up, so that a customer who is here already is offered, not doubled. */
export const QuickCreateDialog = ({ opening, onClose }: Props) => {
  const { prefill, onSaved } = opening;
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { tenant } = useSession();
  const draft = useDraft<Values>(forms.newCustomer, emptyValues(tenant.country));
  const isRestored = draft.restored.values !== undefined;
  const [values, setValues] = useState<Values>(
    draft.restored.values ?? {
      ...emptyValues(tenant.country),
      ...prefill,
      more: prefill.email !== undefined,
    },
  );
  const { phone, name, name2, email, more } = values;
  const address = values.hasAddress ? values.address : null;
  const set = (part: Partial<Values>) => setValues((now) => ({ ...now, ...part }));
  const [beginsWith] = useState(phone === '' ? 'phone' : 'name');
  const [errors, setErrors] = useState<FieldErrors>({});
  /** The phone is being proven; what was typed stays meanwhile. */
  const [proving, setProving] = useState(false);
  const [proof, setProof] = useState<Proof | null>(null);
  /** The phone that another had, where adding somebody new with it has been asked for once: once more does it. */
  const [askedAbout, setAskedAbout] = useState<string | null>(null);
  const may = useMay();
  const form = useRef<HTMLFormElement>(null);
  const typedSince = useRef(opening.typedSince);
  const takeOver = ({ target }: FocusEvent) => {
    const typed = typedSince.current?.();
    typedSince.current = undefined;
    if (typed && target instanceof HTMLInputElement)
      set(target.name === 'phone' ? { phone: typed } : { name: typed });
  };
  const checking = useRef(false);
  // Of what was typed before and elsewhere, only whoever opened the dialog knows the beginning; of a draft, nobody.
  const begun = useRef(opening.begun);
  const begin = () => {
    if (Object.keys(prefill).length === 0 && !isRestored) begun.current ??= performance.now();
  };

  const intention = useIntention(draft);
  const create = useMutation({
    mutationFn: (body: NewCustomer) =>
      regulars.customers.create(body, { idempotencyKey: intention.keyFor(body) }),
    onSuccess: (customer) => {
      if (customer.profileStatus === 'stub' && begun.current !== undefined) recordTime(begun.current);
      queryClient.setQueryData(customerQuery(customer.id).queryKey, customer);
      void queryClient.invalidateQueries({ queryKey: customersKey });
      showDone(t, <CustomerToast done={t('create.done')} customer={customer} />);
      onSaved?.();
      onClose();
    },
    onError: (error) => {
      intention.answered(error);
      if (!isProblem(error)) return;
      if (error.code === 'verification_token_invalid') setProof(null);
      setErrors(fieldErrorsOf(error.errors));
    },
  });

  // The first field that is wrong takes the focus, once it is marked.
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  const takenBy = isProblem(create.error, 'phone_taken') ? create.error.customerId : undefined;
  const typed = useMemo(() => filledIn({ phone, name, name2, email }), [phone, name, name2, email]);
  const isTyped = Object.keys(typed).length > 0 || (address !== null && !isEmptyAddress(address));
  useKeep(draft, isTyped ? values : null);
  const { former, withPhone, alike, someoneHad } = useAlreadyHere(typed, takenBy);

  /** Opens the first of those who may be here already, from whatever field. */
  const press = (event: KeyboardEvent) => {
    if (!isPressed('openAlike', event.nativeEvent)) return;
    const first = form.current?.querySelector<HTMLElement>('[data-existing]');
    if (!first) return;
    event.preventDefault();
    first.click();
  };

  const save = async (type: NewCustomer['type'], proven = proof) => {
    if (create.isPending || checking.current) return;
    const body: NewCustomer = {
      type,
      ...(type === 'full' && proven && { verificationToken: proven.token }),
      ...typed,
    };
    const missing: FieldErrors =
      type === 'guest'
        ? {}
        : { ...(!body.phone && { phone: 'required' }), ...(!body.name && { name: 'required' }) };
    if (address && !isEmptyAddress(address)) {
      for (const [field, code] of Object.entries(checkAddress(address))) missing[addressPlace + field] = code;
      body.addresses = [newAddressOf(address)];
    }
    setErrors(missing);
    if (Object.keys(missing).length > 0) return;
    if (body.phone && body.phone !== askedAbout) {
      checking.current = true;
      // Whoever had the phone is asked about before anybody is added.
      const ask = await someoneHad(body.phone);
      checking.current = false;
      if (ask) {
        setAskedAbout(body.phone);
        return;
      }
    }
    // A phone that was changed since it was proven is proven anew.
    if (type === 'full' && proven?.phone !== body.phone) {
      create.reset();
      setProving(true);
    } else create.mutate(body);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save('stub');
  };

  const field = (name: string) => ({ name, error: fieldErrorText(t, errors, name) });
  const saidByFields = Object.keys(errors).length > 0 || takenBy !== undefined;

  const backToForm = () => setProving(false);
  useEffect(() => {
    if (proving) return () => form.current?.querySelector<HTMLElement>('[data-verify]')?.focus();
  }, [proving]);

  if (proving) {
    return (
      <Dialog onClose={backToForm} title={t('verify.title')} returnFocus={false}>
        <Suspense>
          <VerifyPhone
            phone={phone.trim()}
            purpose="registration"
            onProven={(proven) => {
              setProof(proven);
              backToForm();
              void save('full', proven);
            }}
          >
            <Button variant="subtle" onClick={backToForm}>
              {t('action.back')}
            </Button>
          </VerifyPhone>
        </Suspense>
      </Dialog>
    );
  }

  return (
    <Dialog
      wide={address !== null}
      isRestored={isRestored}
      onClose={onClose}
      title={t('create.title')}
      returnFocus={false}
    >
      <form
        ref={form}
        noValidate
        onSubmit={submit}
        onKeyDown={press}
        onInput={begin}
        onFocus={takeOver}
        className={classes.form}
      >
        <PhoneField
          {...field('phone')}
          label={t('field.phone')}
          size="md"
          value={phone}
          onChange={(typed) => {
            set({ phone: typed });
            if (takenBy !== undefined) create.reset();
          }}
          autoFocus={beginsWith === 'phone'}
          data-autofocus={beginsWith === 'phone' || undefined}
        />
        <div role="status" className={classes.lookUp}>
          {former && (
            <RestoreInstead
              customer={former}
              onClose={() => {
                onSaved?.();
                onClose();
              }}
            />
          )}
          <ExistingCustomers
            customers={withPhone}
            title={
              takenBy === undefined ? t('create.exists', { count: withPhone.length }) : t('create.taken')
            }
            onOpen={onClose}
          />
        </div>
        <Line
          {...field('name')}
          label={t('field.name')}
          size="md"
          maxLength={200}
          value={name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          autoFocus={beginsWith === 'name'}
          data-autofocus={beginsWith === 'name' || undefined}
        />
        {more && (
          <>
            <Line
              {...field('name2')}
              label={t('field.name2')}
              optional
              maxLength={200}
              value={name2}
              onChange={(event) => set({ name2: event.currentTarget.value })}
            />
            <EmailLine
              {...field('email')}
              label={t('field.email')}
              optional
              maxLength={254}
              value={email}
              onChange={(event) => set({ email: event.currentTarget.value })}
            />
          </>
        )}
        <div role="status" className={classes.lookUp}>
          <ExistingCustomers customers={alike} title={t('create.alike')} onOpen={onClose}>
            <small>{t('create.alikeKey')}</small>
          </ExistingCustomers>
        </div>
        {address && (
          <fieldset className={classes.address}>
            <legend>{t('upgrade.address')}</legend>
            <Suspense>
              <AddressFields
                values={address}
                errors={addressErrorsOf(errors, addressPlace)}
                withMap={false}
                focusAtOnce={!draft.restored.values?.hasAddress}
                onChange={(field, value) =>
                  setValues((now) => ({ ...now, address: { ...now.address, [field]: value } }))
                }
              />
            </Suspense>
          </fieldset>
        )}
        {(!more || !address) && (
          <div className={classes.more}>
            {!more && (
              <Button
                variant="subtle"
                size="compact-md"
                onClick={() => {
                  set({ more: true });
                  requestAnimationFrame(() =>
                    form.current?.querySelector<HTMLElement>('[name="name2"]')?.focus(),
                  );
                }}
              >
                {t('create.more')}
              </Button>
            )}
            {!address && (
              <Button variant="subtle" size="compact-md" onClick={() => set({ hasAddress: true })}>
                {t('address.add')}
              </Button>
            )}
          </div>
        )}
        {create.isError && !saidByFields && <ProblemAlert error={create.error} />}
        <div className={classes.actions}>
          <Button type="submit" loading={create.isPending}>
            {former && askedAbout === phone.trim() ? t('create.asNew') : t('create.submit')}
          </Button>
          {may('sendCode') && may('verifyCode') && (
            <Button
              variant="default"
              data-verify
              disabled={create.isPending}
              onClick={() => void save('full')}
            >
              {t('create.andVerify')}
            </Button>
          )}
        </div>
        <div className={classes.guest}>
          <p className={classes.hint}>{t('create.hint')}</p>
          <Button variant="default" disabled={create.isPending} onClick={() => void save('guest')}>
            {t('create.asGuest')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
