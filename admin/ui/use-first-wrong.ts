import { type RefObject, useEffect } from 'react';

/** The first field that is wrong takes the focus, once it is marked. */
export const useFirstWrong = (
  form: RefObject<HTMLFormElement | null>,
  errors: Partial<Record<string, string>>,
) => {
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, errors]);
};
