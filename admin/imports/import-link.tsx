import { ActionIcon } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export const ImportLink = () => {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label={t('import.title')}
      title={t('import.title')}
      renderRoot={(props) => <Link to="/dashboard/customers/import" {...props} />}
    >
      <IconUpload size={16} aria-hidden />
    </ActionIcon>
  );
};
