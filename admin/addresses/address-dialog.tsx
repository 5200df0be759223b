import { Checkbox } from '@mantine/core';
import { type Address, type CustomerWithAddresses, isProblem } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customersKey } from '../customers/customers-query.ts';
import { forms } from '../drafts/forms.ts';
import { useDraft, useKeep } from '../drafts/use-draft.ts';
import { regulars } from '../session/regulars.ts';
import { useSession } from '../session/session-query.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { type FieldErrors, fieldErrorsOf } from '../ui/field-errors.ts';
import { Notice } from '../ui/notice.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useFirstWrong } from '../ui/use-first-wrong.ts';
import { useIntention } from '../ui/use-intention.ts';
import { AddressFields } from './address-fields.tsx';
import {
  type AddressField,
  type AddressValues,
  addressChangesBetween,
  addressErrorsOf,
  addressValuesOf,
  changedAddressFields,
  checkAddress,
  emptyAddress,
  newAddressOf,
  rebaseAddress,
} from './address-values.ts';

interface Props {
  customer: CustomerWithAddresses;
  /** Null: a new one. */
  address: Address | null;
  /** Sees to the focus, as `onSaved` does. */
  onClose: () => void;
  onSaved: (address: Address) => void;
}

/** What is typed on top of which. */
interface Base {
  /** Of the customer. */
  version: number;
  values: AddressValues;
}

/** A colleague has changed the same address meanwhile. */
class ChangedMeanwhile {
  readonly theirs: Address;
  constructor(theirs: Address) {
    this.theirs = theirs;
  }
}

/** To save on top of what was read, and not on top of what a colleague has made of it since. */
const saveChanges = async (
  customerId: string,
  id: string,
  base: Base,
  typed: AddressValues,
): Promise<Address | ChangedMeanwhile> => {
  const changes = addressChangesBetween(base.values, typed);
  let { version } = base;
  for (;;) {
    try {
      return await regulars.addresses.update(customerId, id, changes, { ifMatch: version });
    } catch (error) {
      if (!isProblem(error, 'version_conflict')) throw error;
      const seen = await regulars.customers.get(customerId);
      version = seen.version;
      const theirs = seen.addresses.find((address) => address.id === id);
      if (!theirs) return regulars.addresses.update(customerId, id, changes);
      const values = addressValuesOf(theirs);
      // The answer to an earlier try was lost, and that try had saved.
      if (changedAddressFields(values, typed).length === 0) return theirs;
      // Something else of the customer has changed: that is no conflict here.
      if (changedAddressFields(base.values, values).length > 0) return new ChangedMeanwhile(theirs);
    }
  }
};

export const AddressDialog = ({ customer, address, onClose, onSaved }: Props) => {
  const { t } = useTranslation();
  const { tenant } = useSession();
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const kept = useDraft<AddressValues, Base>(
    forms.address(customer.id, address?.id ?? null),
    emptyAddress(tenant.country),
  );
  // Not as it is by now: what a colleague has made of it since is a conflict, however soon the page shows it.
  const [base, setBase] = useState<Base>(
    () =>
      kept.restored.base ?? {
        version: customer.version,
        values: address ? addressValuesOf(address) : emptyAddress(tenant.country),
      },
  );
  const [draft, setDraft] = useState(kept.restored.values ?? base.values);
  useKeep(kept, changedAddressFields(base.values, draft).length > 0 ? draft : null, base);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [theirs, setTheirs] = useState<AddressField[] | null>(null);

  const intention = useIntention(kept);
  const save = useMutation({
    mutationFn: async (typed: AddressValues): Promise<Address | ChangedMeanwhile> => {
      if (address) return saveChanges(customer.id, address.id, base, typed);
      const body = newAddressOf(typed);
      return regulars.addresses.create(customer.id, body, { idempotencyKey: intention.keyFor(body) });
    },
    onSuccess: async (outcome) => {
      if (outcome instanceof ChangedMeanwhile) {
        const values = addressValuesOf(outcome.theirs);
        setTheirs(changedAddressFields(base.values, values));
        setDraft((now) => rebaseAddress(now, base.values, values));
        setBase({ ...base, values });
        void queryClient.invalidateQueries({ queryKey: customersKey });
        return;
      }
      await queryClient.invalidateQueries({ queryKey: customersKey });
      onSaved(outcome);
    },
    onError: (error) => {
      intention.answered(error);
      if (isProblem(error)) setErrors(addressErrorsOf(fieldErrorsOf(error.errors)));
    },
  });

  useFirstWrong(form, errors);

  const submit = () => {
    const found = checkAddress(draft);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    setTheirs(null);
    if (address && changedAddressFields(base.values, draft).length === 0) onClose();
    else save.mutate(draft);
  };
  const isFirst = customer.addresses.length === 0;

  return (
    <Dialog
      wide
      isRestored={kept.restored.values !== undefined}
      onClose={onClose}
      title={address ? t('address.editTitle') : t('address.addTitle')}
      returnFocus={false}
    >
      <DialogForm
        ref={form}
        action={address ? t('customer.save') : t('address.add')}
        isPending={save.isPending}
        onSubmit={submit}
        onCancel={onClose}
      >
        {theirs && (
          <Notice tone="caution" title={t('address.changedMeanwhile')}>
            <span>{theirs.map((field) => t(`field.address.${field}`)).join(t('value.and'))}</span>
          </Notice>
        )}
        <AddressFields
          values={draft}
          errors={errors}
          withMap
          onChange={(field, value) => setDraft((now) => ({ ...now, [field]: value }))}
        />
        {!base.values.isDefault && !isFirst && (
          <Checkbox
            name="isDefault"
            label={t('address.makeDefault')}
            checked={draft.isDefault}
            onChange={({ currentTarget }) => {
              const { checked } = currentTarget;
              setDraft((now) => ({ ...now, isDefault: checked }));
            }}
          />
        )}
        {save.isError && Object.keys(errors).length === 0 && <ProblemAlert error={save.error} />}
      </DialogForm>
    </Dialog>
  );
};
