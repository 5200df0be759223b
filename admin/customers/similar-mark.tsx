import type { CustomerListItem } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import classes from './similar-mark.module.css';

/** Says of a hit that it is only similar to what was typed: spelt otherwise, or misspelt. */
export const SimilarMark = ({ match }: { match: CustomerListItem['match'] | undefined }) => {
  const { t } = useTranslation();
  return match === 'similar' && <span className={classes.mark}>{t('customers.similar')}</span>;
};
