import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSingleKeys } from './use-single-keys.ts';

/** Switches the shortcuts of one key on and off. */
export const SingleKeys = () => {
  const { t } = useTranslation();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  return (
    <Checkbox
      label={t('shell.singleKeys')}
      checked={singleKeys}
      onChange={({ currentTarget }) => setSingleKeys(currentTarget.checked)}
    />
  );
};
