import { TextInput, type TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props extends TextInputProps {
  label: string;
  optional?: boolean;
}

/** A one-line field whose text says its own direction, and which says on its label when it may stay empty. */
export const Line = ({ label, optional = false, ...rest }: Props) => {
  const { t } = useTranslation();
  return (
    <TextInput
      dir="auto"
      autoComplete="off"
      label={optional ? t('field.optional', { label }) : label}
      {...rest}
    />
  );
};

const ltr = { dir: 'ltr', autoCapitalize: 'none', spellCheck: false } as const;

export const EmailLine = (props: Props) => <Line {...ltr} type="email" inputMode="email" {...props} />;
