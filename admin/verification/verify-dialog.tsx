import { Button } from '@mantine/core';
import type { SendCode } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.tsx';
import { type Proof, VerifyPhone } from './verify-phone.tsx';

interface Props {
  phone: string;
  purpose: SendCode['purpose'];
  onProven: (proof: Proof) => void;
  onClose: () => void;
}

/** The proof of one phone and nothing else; sees to no focus afterwards. */
export const VerifyDialog = ({ onClose, ...rest }: Props) => {
  const { t } = useTranslation();
  return (
    <Dialog onClose={onClose} title={t('verify.title')} returnFocus={false}>
      <VerifyPhone {...rest}>
        <Button variant="subtle" onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </VerifyPhone>
    </Dialog>
  );
};
