import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-may.ts';
import { Heading } from '../ui/heading.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Steps } from '../ui/steps.tsx';
import classes from './import-frame.module.css';

const steps = ['file', 'columns', 'rows', 'import'] as const;
/** Where one is; the last step is being taken, or has been. */
type Place = Exclude<(typeof steps)[number], 'import'> | 'work' | 'result';

/** Around each step of an import. */
export const ImportFrame = ({ place, children }: { place: Place; children: ReactNode }) => {
  const { t } = useTranslation();
  const may = useMay();
  const step = place === 'work' || place === 'result' ? 'import' : place;
  return (
    <div className={classes.page}>
      <PageTitle>{t('import.title')}</PageTitle>
      {/* Another one for each step, so that it takes the focus of the button that led there. */}
      <Heading key={place}>{t(`import.heading.${place}`)}</Heading>
      {may('createImport') ? (
        <>
          <Steps steps={steps.map((each) => t(`import.step.${each}`))} at={steps.indexOf(step)} />
          {children}
        </>
      ) : (
        <p>{t('import.askAdmin')}</p>
      )}
    </div>
  );
};
