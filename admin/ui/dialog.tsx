import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';
import { Restored } from './restored.tsx';

interface Props {
  title: string;
  opened?: boolean;
  onClose: () => void;
  /** Whether the focus goes back by itself to what had it before; false where the caller sees to it. */
  returnFocus?: boolean;
  /** For a form of two columns. */
  wide?: boolean;
  /** Whether it was filled in before the page was loaded anew, so that it came by itself. */
  isRestored?: boolean;
  children: ReactNode;
}

/**
 * The focus goes back with the dialog to what had it before, at once: Mantine takes its time, and forgets it where a
 * dialog is taken off the page while it is open. Where something else has it by then, it stays there.
 */
const useFocusBack = (opened: boolean, returnFocus: boolean) => {
  const from = useMemo(() => (opened ? document.activeElement : null), [opened]);
  useEffect(() => {
    if (!opened || !returnFocus) return;
    return () => {
      const isTaken = document.activeElement !== null && document.activeElement !== document.body;
      if (isTaken) return;
      const isThere =
        from instanceof HTMLElement &&
        from !== document.body &&
        from.isConnected &&
        !from.matches(':disabled');
      const back = isThere ? from : document.querySelector<HTMLElement>('main h1');
      back?.focus({ preventScroll: true });
    };
  }, [opened, returnFocus, from]);
};

/** With the dialog and not a moment after it, so that the next key is not lost. */
const focusFirst = (content: HTMLElement | null) =>
  content?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });

/** A question or a form over the page. Esc closes it; it comes and goes at once, so that fast typing never misses it. */
export const Dialog = ({
  title,
  opened = true,
  onClose,
  returnFocus = true,
  wide = false,
  isRestored = false,
  children,
}: Props) => {
  const { t } = useTranslation();
  useFocusBack(opened, returnFocus);
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      {...(wide && { size: 'lg' })}
    >
      <Modal.Overlay />
      <Modal.Content ref={focusFirst}>
        {/* Not Modal.Header: its <header> would be a second banner of the page. */}
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('action.close')} title={t('action.close')} />
        </div>
        <Modal.Body>
          {isRestored && <Restored onDiscard={onClose} />}
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
