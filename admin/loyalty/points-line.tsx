import type { ChangeEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Line } from '../ui/lines.tsx';

interface Props {
  value: string;
  error: ReactNode;
  description?: ReactNode;
  onChange: (value: string) => void;
}

/** How many points. Focused when the dialog opens. */
export const PointsLine = ({ onChange, ...rest }: Props) => {
  const { t } = useTranslation();
  return (
    <Line
      name="points"
      label={t('field.loyaltyPoints')}
      dir="ltr"
      inputMode="numeric"
      maxLength={20}
      data-autofocus
      onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value)}
      {...rest}
    />
  );
};
