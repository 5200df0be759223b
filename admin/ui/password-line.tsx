import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A password, which can be shown. */
export const PasswordLine = (props: PasswordInputProps & { name: string }) => {
  const { t } = useTranslation();
  return (
    <PasswordInput
      dir="ltr"
      maxLength={128}
      visibilityToggleButtonProps={{
        'aria-label': t('action.showPassword'),
        title: t('action.showPassword'),
        tabIndex: 0,
      }}
      {...props}
    />
  );
};
