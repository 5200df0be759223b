import { ActionIcon } from '@mantine/core';
import { IconLayoutSidebarRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSingleKeys } from '../shell/use-single-keys.ts';
import { useShortcut } from '../ui/use-shortcut.ts';

interface Props {
  opened: boolean;
  onToggle: () => void;
}

/** Shows and hides the preview; so does `p`. */
export const PreviewButton = ({ opened, onToggle }: Props) => {
  const { t } = useTranslation();
  const [singleKeys] = useSingleKeys();
  useShortcut('p', onToggle, { enabled: singleKeys });
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label={t('preview.title')}
      title={t('preview.title')}
      aria-keyshortcuts="p"
      aria-pressed={opened}
      onClick={onToggle}
    >
      <IconLayoutSidebarRight size={16} className="mirrored" aria-hidden />
    </ActionIcon>
  );
};
