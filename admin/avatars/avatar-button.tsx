import type { CustomerWithAddresses } from '@regulars/sdk';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../connection/lazily.ts';
import { useMay } from '../session/use-may.ts';
import { Avatar } from './avatar.tsx';
import classes from './avatar-button.module.css';

const AvatarDialog = lazily(() =>
  import('./avatar-dialog.tsx').then(({ AvatarDialog }) => ({ default: AvatarDialog })),
);

/** The picture, which leads to another for those who may change it. */
export const AvatarButton = ({ customer }: { customer: CustomerWithAddresses }) => {
  const { t } = useTranslation();
  const may = useMay();
  const [opened, setOpened] = useState(false);
  if (!may('setAvatar')) return <Avatar customer={customer} />;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={t('avatar.change')}
        title={t('avatar.change')}
        className={classes.button}
        onClick={() => setOpened(true)}
      >
        <Avatar customer={customer} />
      </button>
      {opened && (
        <Suspense>
          <AvatarDialog customer={customer} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
};
