import { ActionIcon } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../connection/lazily.ts';
import type { ListState } from '../customers/list-state.ts';

const ExportDialog = lazily(() =>
  import('./export-dialog.tsx').then((module) => ({ default: module.ExportDialog })),
);

interface Props {
  state: ListState;
  count: { total: number; written: string } | undefined;
}

export const ExportButton = ({ state, count }: Props) => {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <ActionIcon
        variant="default"
        size={36}
        aria-haspopup="dialog"
        aria-label={t('export.action')}
        title={t('export.action')}
        onClick={() => setOpened(true)}
      >
        <IconDownload size={16} aria-hidden />
      </ActionIcon>
      {opened && (
        <Suspense>
          <ExportDialog state={state} count={count} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
};
