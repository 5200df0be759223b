import { useTranslation } from 'react-i18next';
import classes from './steps.module.css';

interface Props {
  /** What each is called. */
  steps: string[];
  /** Index of the one that is being taken. */
  at: number;
}

/** Where one is in something that takes several steps. */
export const Steps = ({ steps, at }: Props) => {
  const { t } = useTranslation();
  return (
    <ol className={classes.steps} aria-label={t('steps.label')}>
      {steps.map((name, step) => (
        <li key={name} aria-current={step === at ? 'step' : undefined}>
          {name}
        </li>
      ))}
    </ol>
  );
};
