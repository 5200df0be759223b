import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../ui/copy-text.ts';
import { Ltr } from '../ui/ltr.tsx';
import classes from './account.module.css';

/** Shown this once: each signs in once where the phone is not at hand. */
export const BackupCodes = ({ codes }: { codes: readonly string[] }) => {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <>
      <p className={classes.step}>{t('twoFactor.backupLead')}</p>
      <ul aria-label={t('twoFactor.backup')} className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>
            <Ltr>{code}</Ltr>
          </li>
        ))}
      </ul>
      <div>
        <Button variant="default" onClick={async () => setCopied(await copyText(codes.join('\n')))}>
          {t(copied ? 'once.copied' : 'once.copy')}
        </Button>
      </div>
    </>
  );
};
