import type { CustomerImport } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { problemCodeText } from '../shell/problem-text.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Notice } from '../ui/notice.tsx';
import { writtenNumber } from '../ui/written.ts';

/** Why an import, or its dry run, did not come to its end. */
export const ImportFailure = ({ held: { failure } }: { held: CustomerImport }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!failure) return null;
  return (
    <Notice tone="problem">
      <span>{problemCodeText(t, failure.code)}</span>
      {failure.reason && (
        <small>
          {failure.line !== null && `${t('import.line')} ${writtenNumber(language, failure.line)}: `}
          {t(`import.reason.${failure.reason}`)}
        </small>
      )}
    </Notice>
  );
};
