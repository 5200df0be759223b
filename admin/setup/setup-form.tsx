import { Button } from '@mantine/core';
import { countryDefaults } from '@regulars/contract/country-defaults';
import { setup } from '@regulars/contract/setup';
import { countries } from '@regulars/contract/tenant';
import { isProblem, type Setup } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BusinessFields, type BusinessValues } from '../business/business-fields.tsx';
import { ownZone } from '../business/business-options.ts';
import { regulars } from '../session/regulars.ts';
import { sessionQuery } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { type FieldErrors, fieldErrorsOf } from '../ui/field-errors.ts';
import { EmailLine, Line } from '../ui/lines.tsx';
import { PasswordLine } from '../ui/password-line.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useFirstWrong } from '../ui/use-first-wrong.ts';
import { likelyCountry, likelyTimeZone } from './propose.ts';
import classes from './setup-form.module.css';

const proposal = () => {
  const country = likelyCountry(countries, ownZone, navigator.languages);
  return {
    country: country ?? '',
    currency: (country && countryDefaults(country).currency) ?? '',
    timeZone: country ? likelyTimeZone(country, ownZone) : ownZone,
  };
};

export const SetupForm = ({ token }: { token: string }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [business, setBusiness] = useState<BusinessValues>(() => ({
    name: '',
    name2: '',
    language,
    ...proposal(),
  }));
  const [text, setText] = useState({ ownerName: '', email: '', password: '' });
  const [errors, setErrors] = useState<FieldErrors>({});

  const open = useMutation({
    mutationFn: (body: Setup) => regulars.setup.setUp(body),
    onSuccess: async (session) => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, session);
      await router.navigate({ to: '/dashboard/customers', replace: true });
    },
    onError: (error) => {
      if (isProblem(error)) setErrors(fieldErrorsOf(error.errors));
    },
  });

  useFirstWrong(form, errors);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (open.isPending) return;
    const body: Setup = {
      token,
      tenant: { ...business, name: business.name.trim(), name2: business.name2.trim() || null },
      owner: { name: text.ownerName.trim(), email: text.email.trim(), password: text.password },
    };
    const { error } = setup.safeParse(body);
    const found: FieldErrors = Object.fromEntries(
      (error?.issues ?? []).map(({ path, code }) => {
        const value = path.reduce<unknown>(
          (inner, key) => (inner as Record<PropertyKey, unknown>)[key],
          body,
        );
        return [
          path.join('.'),
          value === '' ? 'required' : code === 'too_big' ? 'too_long' : 'invalid_value',
        ];
      }),
    );
    setErrors(found);
    if (Object.keys(found).length === 0) open.mutate(body);
  };

  const errorAt = (place: string) => {
    const code = errors[place];
    if (code === undefined) return undefined;
    if (code === 'required') return t('fieldError.required');
    if (place === 'owner.password') return t('fieldError.password');
    if (place === 'owner.email') return t('fieldError.email');
    return code === 'too_long' ? t('fieldError.too_long') : t('fieldError.invalid_value');
  };
  const line = (field: keyof typeof text, place: string) => ({
    name: place,
    error: errorAt(place),
    value: text[field],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setText((now) => ({ ...now, [field]: value }));
    },
  });

  return (
    <form ref={form} noValidate onSubmit={submit} className={classes.form}>
      <p className={classes.lead}>{t('setup.lead')}</p>
      <fieldset className={classes.group}>
        <legend>{t('setup.business')}</legend>
        <BusinessFields
          values={business}
          before="tenant."
          autoFocus
          errorOf={(field) => errorAt(`tenant.${field}`)}
          onChange={(change) =>
            setBusiness((now) => ({
              ...now,
              ...change,
              ...(change.country !== undefined && {
                currency: countryDefaults(change.country).currency ?? now.currency,
                timeZone: likelyTimeZone(change.country, ownZone),
              }),
            }))
          }
        />
      </fieldset>
      <fieldset className={classes.group}>
        <legend>{t('setup.owner')}</legend>
        <Line
          {...line('ownerName', 'owner.name')}
          label={t('setup.ownerName')}
          autoComplete="name"
          maxLength={200}
        />
        <EmailLine
          {...line('email', 'owner.email')}
          label={t('field.email')}
          autoComplete="username"
          maxLength={254}
        />
        <PasswordLine
          {...line('password', 'owner.password')}
          label={t('field.password')}
          description={t('setup.passwordHint')}
          autoComplete="new-password"
        />
      </fieldset>
      {open.isError && Object.keys(errors).length === 0 && <ProblemAlert error={open.error} />}
      <Button type="submit" size="md" loading={open.isPending} className={classes.submit}>
        {t('setup.submit')}
      </Button>
    </form>
  );
};
