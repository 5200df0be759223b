import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
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
