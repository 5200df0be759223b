import type { CustomerImport } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/section.tsx';
import { CancelImport } from './cancel-import.tsx';
import classes from './import-under-way.module.css';
import { StepProgress } from './step-progress.tsx';

/** While the server writes, or takes back. One may leave: it goes on, and is found again among the imports. */
export const ImportUnderWay = ({ held }: { held: CustomerImport }) => {
  const { t } = useTranslation();
  return (
    <Section title={t(`import.state.${held.state}`)}>
      <StepProgress held={held} />
      <p className={classes.mayLeave}>{t('import.mayLeave')}</p>
      {held.state === 'importing' && <CancelImport id={held.id} />}
    </Section>
  );
};
