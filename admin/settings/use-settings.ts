import { isProblem } from '@regulars/sdk';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forms } from '../drafts/forms.ts';
import { useDraft, useKeep } from '../drafts/use-draft.ts';
import { type FieldErrors, fieldErrorsOf } from '../ui/field-errors.ts';
import { showDone } from '../ui/toast.ts';
import { useFirstWrong } from '../ui/use-first-wrong.ts';
import { useShortcut } from '../ui/use-shortcut.ts';

interface Kind<Read, Values, Changes> {
  section: Parameters<typeof forms.settings>[0];
  /** As last read from the server. */
  read: Read;
  valuesOf: (read: Read) => Values;
  /** As it is sent: in the order that the answer's errors count by. */
  tidy?: (values: Values) => Values;
  /** Only what was changed, and what is wrong with it. */
  changesBetween: (from: Values, to: Values) => { changes: Changes; errors: FieldErrors };
  save: (changes: Changes) => Promise<Read>;
  onSaved: (saved: Read) => void;
  /** What a refusal says of fields, where it is not in its list of errors. */
  refusedFields?: (error: unknown) => FieldErrors;
  /** Called as it changes whether there is something that is not saved yet. */
  onDirty: (isDirty: boolean) => void;
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** One form of settings: what was read, what is typed, what is wrong, and saving what was changed. */
export const useSettings = <Read, Values extends object, Changes extends object>(
  kind: Kind<Read, Values, Changes>,
) => {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const kept = useDraft<Values, Read>(forms.settings(kind.section), kind.valuesOf(kind.read));
  const [isRestored, setIsRestored] = useState(kept.restored.values !== undefined);
  const [base, setBase] = useState(kept.restored.base ?? kind.read);
  const [draft, setDraft] = useState(() => kept.restored.values ?? kind.valuesOf(kind.read));
  const [errors, setErrors] = useState<FieldErrors>({});
  const isDirty = !isSame(kind.valuesOf(base), draft);

  // What a colleague has saved is taken over while nothing is typed; else only what was changed here is sent.
  const [seen, setSeen] = useState(kind.read);
  if (kind.read !== seen) {
    setSeen(kind.read);
    if (!isDirty) {
      setBase(kind.read);
      setDraft(kind.valuesOf(kind.read));
    }
  }

  useKeep(kept, isDirty ? draft : null, base);
  const { onDirty } = kind;
  useEffect(() => onDirty(isDirty), [onDirty, isDirty]);
  useFirstWrong(form, errors);

  const saving = useMutation({
    mutationFn: ({ changes }: { changes: Changes; submitted: Values }) => kind.save(changes),
    onSuccess: (saved, { submitted }) => {
      setBase(saved);
      setIsRestored(false);
      // What was typed while the save was on its way stays.
      setDraft((now) => (isSame(now, submitted) ? kind.valuesOf(saved) : now));
      kind.onSaved(saved);
      showDone(t, t('customer.saved'), { id: 'settings-saved', autoClose: 3_000 });
    },
    onError: (error) => {
      if (isProblem(error)) setErrors({ ...fieldErrorsOf(error.errors), ...kind.refusedFields?.(error) });
    },
  });

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!isDirty || saving.isPending) return;
    const submitted = kind.tidy?.(draft) ?? draft;
    setDraft(submitted);
    const { changes, errors: found } = kind.changesBetween(kind.valuesOf(base), submitted);
    setErrors(found);
    if (Object.keys(found).length === 0) saving.mutate({ changes, submitted });
  };
  useShortcut('save', submit);

  return {
    form,
    draft,
    errors,
    isDirty,
    isRestored: isRestored && isDirty,
    isPending: saving.isPending,
    error: saving.error,
    /** What no field says. */
    problem: saving.isError && Object.keys(errors).length === 0 ? saving.error : null,
    change: (part: Partial<Values>) => setDraft((now) => ({ ...now, ...part })),
    set: <F extends keyof Values>(field: F, value: Values[F]) =>
      setDraft((now) => ({ ...now, [field]: value })),
    submit,
    reset: () => {
      setDraft(kind.valuesOf(base));
      setErrors({});
      setIsRestored(false);
      saving.reset();
    },
  };
};
