import { ActionIcon } from '@mantine/core';
import { IconLayoutSidebarRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ariaKeys } from '../ui/shortcuts.ts';
import { useShortcut } from '../ui/use-shortcut.ts';

interface Props {
  opened: boolean;
  onToggle: () => void;
}

/** Shows and hides the preview; so does its key. */
export const PreviewButton = ({ opened, onToggle }: Props) => {
  const { t } = useTranslation();
  useShortcut('preview', onToggle);
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label={t('preview.title')}
      title={t('preview.title')}
      aria-keyshortcuts={ariaKeys('preview')}
      aria-pressed={opened}
      onClick={onToggle}
    >
      <IconLayoutSidebarRight size={16} className="mirrored" aria-hidden />
    </ActionIcon>
  );
};
