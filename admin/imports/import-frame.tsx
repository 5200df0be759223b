import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-may.ts';
import { Page } from '../ui/page.tsx';
import { Steps } from '../ui/steps.tsx';

const steps = ['file', 'columns', 'rows', 'import'] as const;
/** Where one is; the last step is being taken, or has been. */
type Place = Exclude<(typeof steps)[number], 'import'> | 'work' | 'result';

/** Around each step of an import. */
export const ImportFrame = ({ place, children }: { place: Place; children: ReactNode }) => {
  const { t } = useTranslation();
  const may = useMay();
  const step = place === 'work' || place === 'result' ? 'import' : place;
  return (
    <Page wide title={t('import.title')} heading={t(`import.heading.${place}`)}>
      {may('createImport') ? (
        <>
          <Steps steps={steps.map((each) => t(`import.step.${each}`))} at={steps.indexOf(step)} />
          {children}
        </>
      ) : (
        <p>{t('import.askAdmin')}</p>
      )}
    </Page>
  );
};
