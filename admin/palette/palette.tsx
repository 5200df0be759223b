import { Button } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../connection/lazily.ts';
import { listStateOf } from '../customers/list-state.ts';
import { Keys } from '../ui/keys.tsx';
import { ariaKeys, capsOf } from '../ui/shortcuts.ts';
import { dialogIsOpen, useShortcut } from '../ui/use-shortcut.ts';
import classes from './palette.module.css';
import type { Openable } from './use-commands.ts';

const PaletteDialog = lazily(() =>
  import('./palette-dialog.tsx').then((module) => ({ default: module.PaletteDialog })),
);
const ShortcutsDialog = lazily(() =>
  import('./shortcuts-dialog.tsx').then((module) => ({ default: module.ShortcutsDialog })),
);
const ExportDialog = lazily(() =>
  import('../exports/export-dialog.tsx').then((module) => ({ default: module.ExportDialog })),
);

/** The palette of everything one can find or do, and the help for the keys; each comes when it is asked for. */
export const Palette = () => {
  const { t } = useTranslation();
  const router = useRouter();
  const [opened, setOpened] = useState<'palette' | Openable | null>(null);
  const close = () => setOpened(null);
  useShortcut('palette', () => {
    if (opened === 'palette') close();
    else if (!dialogIsOpen()) setOpened('palette');
  });
  useShortcut('shortcuts', () => setOpened('shortcuts'));

  // Done once the palette has gone and the focus is back, so that what comes next knows where it was.
  const chosen = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (opened !== null) return;
    chosen.current?.();
    chosen.current = null;
  }, [opened]);

  /** As the list shows it, where one looks at the list. */
  const exported = () => {
    const { pathname, search } = router.state.location;
    return pathname === '/dashboard/customers' ? listStateOf(search) : {};
  };

  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        className={classes.opener}
        leftSection={<IconSearch size={16} aria-hidden />}
        aria-haspopup="dialog"
        aria-keyshortcuts={ariaKeys('palette')}
        title={`${t('palette.title')} (${capsOf('palette').join(' ')})`}
        onClick={() => setOpened('palette')}
      >
        <span className={classes.label}>
          {t('palette.title')} <Keys caps={capsOf('palette')} />
        </span>
      </Button>
      <Suspense>
        {opened === 'palette' && (
          <PaletteDialog
            onClose={close}
            onChoose={(act) => {
              chosen.current = act;
              close();
            }}
            onOpen={setOpened}
          />
        )}
        {opened === 'shortcuts' && <ShortcutsDialog onClose={close} />}
        {opened === 'export' && <ExportDialog state={exported()} count={undefined} onClose={close} />}
      </Suspense>
    </>
  );
};
