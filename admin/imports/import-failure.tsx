import type { CustomerImport } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { problemCodeText } from '../shell/problem-text.ts';
import { Notice } from '../ui/notice.tsx';

/** Why an import, or its dry run, did not come to its end. */
export const ImportFailure = ({ held: { failure } }: { held: CustomerImport }) => {
  const { t } = useTranslation();
  if (!failure) return null;
  return (
    <Notice tone="problem">
      <span>{problemCodeText(t, failure.code)}</span>
      {/* Which row, or what in the file: as the server says it. */}
      <small lang="en" dir="ltr">
        {failure.detail}
      </small>
    </Notice>
  );
};
