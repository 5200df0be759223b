import { Button } from '@mantine/core';
import type { CustomerImport } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';

/** The rows that do not go in, as a file with reasons: mended, it can be imported. */
export const RejectedRows = ({ held: { id, counts, results } }: { held: CustomerImport }) => {
  const { t } = useTranslation();
  if ((results ? results.rejected : counts.invalid) === 0) return null;
  return (
    <Button component="a" variant="default" href={`/api/v1/customers/imports/${id}/rejected`} download>
      {t('import.rejectedFile')}
    </Button>
  );
};
