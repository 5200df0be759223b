import { isProblem, type LoyaltyEntry } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customersKey } from '../customers/customers-query.ts';
import { useDraft, useKeep } from '../drafts/use-draft.ts';
import { useLanguage } from '../shell/use-language.ts';
import { type FieldErrors, fieldErrorsOf, fieldErrorText } from '../ui/field-errors.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { showDone } from '../ui/toast.ts';
import { useIntention } from '../ui/use-intention.ts';
import { writtenNumber } from '../ui/written.ts';

/** What the form holds: text as typed. */
interface Values {
  points: string;
  reason: string;
}

/**
 * One more line in a ledger: once, however often it has to be tried. A refusal is said where it belongs and leaves
 * what was typed.
 */
export const usePointsWork = <Form extends Values, Body extends object>(
  form: string,
  empty: Form,
  work: (body: Body, options: { idempotencyKey: string }) => Promise<LoyaltyEntry>,
  onDone: () => void,
) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const draft = useDraft(form, empty);
  const [values, setValues] = useState(draft.restored.values ?? empty);
  useKeep(draft, values.points.trim() || values.reason.trim() ? values : null);
  const intention = useIntention(draft);
  const [errors, setErrors] = useState<FieldErrors>({});
  const number = (value: number) => isolateLtr(writtenNumber(language, value));

  const mutation = useMutation({
    mutationFn: (body: Body) => work(body, { idempotencyKey: intention.keyFor(body) }),
    onSuccess: async ({ points, balance }) => {
      await queryClient.invalidateQueries({ queryKey: customersKey });
      showDone(
        t,
        t('loyalty.done', {
          points: isolateLtr(`${points < 0 ? '−' : '+'}${writtenNumber(language, Math.abs(points))}`),
          balance: number(balance),
        }),
      );
      onDone();
    },
    onError: (error) => {
      intention.answered(error);
      if (isProblem(error, 'not_enough_points')) {
        setErrors({ points: 'too_large' });
        // Somebody else was faster.
        void queryClient.invalidateQueries({ queryKey: customersKey });
      } else if (isProblem(error)) setErrors(fieldErrorsOf(error.errors));
    },
  });

  const there = isProblem(mutation.error, 'not_enough_points') ? mutation.error.balance : undefined;
  const pointsError = (): string | undefined => {
    if (errors.points === 'too_large' && there !== undefined)
      return t('loyalty.onlyThere', { balance: number(there) });
    if (errors.points === 'invalid_value') return t('loyalty.wholeNumber');
    return fieldErrorText(t, errors, 'points');
  };

  return {
    values,
    set: (part: Partial<Form>) => setValues((now) => ({ ...now, ...part })),
    isRestored: draft.restored.values !== undefined,
    errors,
    pointsError: pointsError(),
    isPending: mutation.isPending,
    /** What no field says. */
    problem: mutation.isError && Object.keys(errors).length === 0 ? mutation.error : null,
    /** Sends what is right; `body` null where something is wrong. */
    submit: (found: FieldErrors, body: Body | null) => {
      if (mutation.isPending) return;
      mutation.reset();
      setErrors(found);
      if (body) mutation.mutate(body);
    },
  };
};
