import { NativeSelect } from '@mantine/core';
import type { Account } from '@regulars/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { sessionQuery } from '../session/session-query.ts';
import form from '../settings/settings-form.module.css';
import { SettingsForm } from '../settings/settings-form.tsx';
import { useSettings } from '../settings/use-settings.ts';
import { speak } from '../shell/language.ts';
import { useLanguage } from '../shell/use-language.ts';
import type { FieldErrors } from '../ui/field-errors.ts';
import { fieldErrorText } from '../ui/field-errors.ts';
import { Line } from '../ui/lines.tsx';
import { accountQuery } from './account-queries.ts';

interface Props {
  account: Account;
  onDirty: (isDirty: boolean) => void;
}

/** How one is called, and what language the pages speak. */
export const ProfileForm = ({ account, onDirty }: Props) => {
  const { t } = useTranslation();
  const spoken = useLanguage();
  const queryClient = useQueryClient();
  const settings = useSettings({
    section: 'profile',
    read: account,
    valuesOf: ({ name, language }) => ({ name, language: language ?? spoken }),
    changesBetween: (from, to) => ({
      changes: {
        ...(to.name.trim() !== from.name && { name: to.name.trim() }),
        ...(to.language !== from.language && { language: to.language }),
      },
      errors: (to.name.trim() === '' ? { name: 'required' } : {}) as FieldErrors,
    }),
    save: (changes) => regulars.account.update(changes),
    onSaved: (saved) => {
      queryClient.setQueryData(accountQuery.queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      if (saved.language) void speak(saved.language);
    },
    onDirty,
  });
  const { draft, errors, set } = settings;
  return (
    <SettingsForm title={t('account.profile')} settings={settings}>
      <div className={form.grid}>
        <Line
          name="name"
          label={t('setup.ownerName')}
          autoComplete="name"
          maxLength={200}
          error={fieldErrorText(t, errors, 'name')}
          value={draft.name}
          onChange={({ currentTarget }) => set('name', currentTarget.value)}
        />
        <NativeSelect
          name="language"
          label={t('account.language')}
          description={t('account.languageHint')}
          value={draft.language}
          data={[
            { value: 'en', label: 'English' },
            { value: 'ar', label: 'العربية' },
          ]}
          onChange={({ currentTarget }) => set('language', currentTarget.value === 'ar' ? 'ar' : 'en')}
        />
      </div>
    </SettingsForm>
  );
};
