import { Button } from '@mantine/core';
import { type CustomerUpgrade, type CustomerWithAddresses, isProblem } from '@regulars/sdk';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddressFields } from '../addresses/address-fields.tsx';
import { addressName } from '../addresses/address-name.ts';
import {
  addressErrorsOf,
  checkAddress,
  emptyAddress,
  isEmptyAddress,
  newAddressOf,
} from '../addresses/address-values.ts';
import { writtenPhone } from '../phones/written-phone.ts';
import { regulars } from '../session/regulars.ts';
import { useSession } from '../session/session-query.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { type FieldErrors, fieldErrorsOf, fieldErrorText } from '../ui/field-errors.ts';
import { isolate } from '../ui/isolate.ts';
import { EmailLine, Line } from '../ui/lines.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Steps } from '../ui/steps.tsx';
import { useIntention } from '../ui/use-intention.ts';
import { type Proof, VerifyPhone } from '../verification/verify-phone.tsx';
import { nameOf } from './called.ts';
import { checkChanges } from './check-changes.ts';
import { type CustomerValues, changesBetween, valuesOf } from './customer-values.ts';
import { PreferenceFields } from './preference-fields.tsx';
import classes from './upgrade-dialog.module.css';

interface Props {
  customer: CustomerWithAddresses;
  /** Kept by the caller, so that whoever closes this and opens it again does not need another code. */
  proof: Proof | null;
  onProof: (proof: Proof | null) => void;
  onClose: () => void;
  /** @param already a colleague was faster, and this changed nothing */
  onDone: (customer: CustomerWithAddresses, already: boolean) => void;
}

const steps = ['phone', 'details', 'address'] as const;
const addressPlace = 'addresses.0.';

/** From guest or stub to full customer: first the phone is proven, then come e-mail, preferences and an address, if at all. */
export const UpgradeDialog = ({ customer, proof, onProof, onClose, onDone }: Props) => {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => valuesOf(customer));
  const { tenant } = useSession();
  const [address, setAddress] = useState(() => emptyAddress(tenant.country));
  const [isAtAddress, setIsAtAddress] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const needsName = nameOf(customer) === null;

  const intention = useIntention();
  const upgrade = useMutation({
    mutationFn: async (body: CustomerUpgrade) => {
      try {
        const upgraded = await regulars.customers.upgrade(customer.id, body, {
          idempotencyKey: intention.keyFor(body),
        });
        return { customer: upgraded, already: false };
      } catch (error) {
        if (!isProblem(error, 'already_full')) throw error;
        return { customer: await regulars.customers.get(customer.id), already: true };
      }
    },
    onSuccess: ({ customer: upgraded, already }) => onDone(upgraded, already),
    onError: (error) => {
      intention.answered(error);
      if (!isProblem(error)) return;
      const refused = fieldErrorsOf(error.errors);
      setErrors(refused);
      if (Object.keys(refused).some((field) => !field.startsWith(addressPlace))) setIsAtAddress(false);
      if (error.code === 'verification_token_invalid') onProof(null);
    },
  });

  // A step begins in its first field, and a refusal at the first field that is wrong.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the errors say when
  useEffect(() => {
    if (proof === null) return;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (wrong ?? form.current?.querySelector<HTMLElement>('input[name]:not([type="hidden"])'))?.focus();
  }, [proof, isAtAddress, errors]);

  const submit = () => {
    if (proof === null) return;
    const changes = changesBetween(valuesOf(customer), draft);
    const found: FieldErrors = {
      ...checkChanges(changes),
      ...(needsName && draft.name.trim() === '' && { name: 'required' }),
    };
    if (Object.keys(found).length > 0) {
      setErrors(found);
      setIsAtAddress(false);
      return;
    }
    setErrors({});
    if (!isAtAddress) {
      setIsAtAddress(true);
      return;
    }
    const hasAddress = !isEmptyAddress(address);
    const wrong = hasAddress ? checkAddress(address) : {};
    if (Object.keys(wrong).length > 0) {
      setErrors(
        Object.fromEntries(Object.entries(wrong).map(([field, code]) => [addressPlace + field, code])),
      );
      return;
    }
    upgrade.mutate({
      ...changes,
      ...(hasAddress && { addresses: [newAddressOf(address)] }),
      verificationToken: proof.token,
    });
  };

  const set = <F extends keyof CustomerValues>(field: F, value: CustomerValues[F]) =>
    setDraft((now) => ({ ...now, [field]: value }));
  const line = (field: 'name' | 'email') => ({
    name: field,
    label: t(`field.${field}`),
    error: fieldErrorText(t, errors, field),
    value: draft[field],
    onChange: (event: { currentTarget: { value: string } }) => set(field, event.currentTarget.value),
  });
  const takenBy = isProblem(upgrade.error, 'phone_taken') ? upgrade.error.customerId : undefined;
  const saidByFields = Object.keys(errors).length > 0;
  const step = proof === null ? 'phone' : isAtAddress ? 'address' : 'details';

  return (
    <Dialog
      wide={step === 'address'}
      onClose={onClose}
      title={t('upgrade.title', { name: isolate(customer.displayName) })}
      returnFocus={false}
    >
      <Steps steps={steps.map((name) => t(`upgrade.${name}`))} at={steps.indexOf(step)} />
      {upgrade.isError && !saidByFields && (
        <div className={classes.problem}>
          {takenBy === undefined ? (
            <ProblemAlert error={upgrade.error} />
          ) : (
            <Notice tone="problem">
              <span>
                {t('create.taken')}{' '}
                <Link to="/dashboard/customers/$id" params={{ id: takenBy }} onClick={onClose}>
                  {t('restore.openOther')}
                </Link>
              </span>
            </Notice>
          )}
        </div>
      )}
      {proof === null ? (
        <VerifyPhone phone={customer.phone} purpose="verification" onProven={onProof}>
          <Button variant="subtle" onClick={onClose}>
            {t('action.cancel')}
          </Button>
        </VerifyPhone>
      ) : (
        <DialogForm
          ref={form}
          action={isAtAddress ? t('upgrade.submit') : t('upgrade.next')}
          isPending={upgrade.isPending}
          onSubmit={submit}
          onCancel={onClose}
          more={
            isAtAddress && (
              <Button variant="default" onClick={() => setIsAtAddress(false)}>
                {t('action.back')}
              </Button>
            )
          }
        >
          <p role="status" className={classes.lead}>
            {t('upgrade.proven', { phone: writtenPhone(proof.phone) })}
          </p>
          {isAtAddress ? (
            <>
              {customer.addresses.length > 0 && (
                <p className={classes.lead}>
                  {t('upgrade.hasAddresses', {
                    addresses: customer.addresses
                      .map((one) => isolate(addressName(t, one)))
                      .join(t('value.and')),
                  })}
                </p>
              )}
              <AddressFields
                values={address}
                errors={addressErrorsOf(errors, addressPlace)}
                withMap={false}
                onChange={(field, value) => setAddress((now) => ({ ...now, [field]: value }))}
              />
            </>
          ) : (
            <>
              {needsName && <Line {...line('name')} maxLength={200} data-autofocus />}
              <EmailLine {...line('email')} optional maxLength={254} data-autofocus />
              <PreferenceFields values={draft} errors={errors} onChange={set} />
            </>
          )}
        </DialogForm>
      )}
    </Dialog>
  );
};
