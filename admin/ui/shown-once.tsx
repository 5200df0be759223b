import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './copy-text.ts';
import classes from './shown-once.module.css';

interface Props {
  label: string;
  /** Why it is not shown again. */
  hint: string;
  secret: string;
}

/** A link or a key of which only a hash is kept: to be copied now. */
export const ShownOnce = ({ label, hint, secret }: Props) => {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <div className={classes.once}>
      <TextInput
        label={label}
        description={hint}
        dir="ltr"
        readOnly
        value={secret}
        onFocus={({ currentTarget }) => currentTarget.select()}
        className={classes.field}
      />
      <Button variant="default" onClick={async () => setCopied(await copyText(secret))}>
        {t(copied ? 'once.copied' : 'once.copy')}
      </Button>
    </div>
  );
};
