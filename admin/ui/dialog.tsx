import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';

interface Props {
  title: string;
  opened?: boolean;
  onClose: () => void;
  /** Whether the focus goes back by itself to what had it before; false where the caller sees to it. */
  returnFocus?: boolean;
  /** For a form of two columns. */
  wide?: boolean;
  children: ReactNode;
}

/** Mantine gives the focus back when a dialog closes; one that is taken off the page while it is open does not. Where something else has it by then, it stays there. */
const useFocusBack = (wanted: boolean) => {
  const [from] = useState(() => document.activeElement);
  const wantedAtLast = useRef(wanted);
  useEffect(() => {
    wantedAtLast.current = wanted;
  });
  useEffect(
    () => () => {
      const isTaken = document.activeElement !== null && document.activeElement !== document.body;
      if (!wantedAtLast.current || isTaken) return;
      const isThere =
        from instanceof HTMLElement &&
        from !== document.body &&
        from.isConnected &&
        !from.matches(':disabled');
      const back = isThere ? from : document.querySelector<HTMLElement>('main h1');
      back?.focus({ preventScroll: true });
    },
    [from],
  );
};

/** A question or a form over the page. Esc closes it; it comes and goes at once, so that fast typing never misses it. */
export const Dialog = ({
  title,
  opened = true,
  onClose,
  returnFocus = true,
  wide = false,
  children,
}: Props) => {
  const { t } = useTranslation();
  useFocusBack(opened && returnFocus);
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      returnFocus={returnFocus}
      transitionProps={{ duration: 0 }}
      {...(wide && { size: 'lg' })}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Not Modal.Header: its <header> would be a second banner of the page. */}
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('action.close')} title={t('action.close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
