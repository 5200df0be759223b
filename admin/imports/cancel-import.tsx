import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { showProblem } from '../ui/show-problem.tsx';
import { importQuery, importsQuery } from './import-queries.ts';

/** Ends an import where it is; what is in by then stays, and can be taken back. */
export const CancelImport = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => regulars.imports.cancel(id),
    onSuccess: (now) => {
      queryClient.setQueryData(importQuery(id).queryKey, now);
      void queryClient.invalidateQueries(importsQuery);
    },
    onError: (error) => showProblem(t, error),
  });
  return (
    <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
      {t('import.cancel')}
    </Button>
  );
};
