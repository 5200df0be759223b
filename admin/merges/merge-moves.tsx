import type { MergePreview } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { Ltr } from '../ui/ltr.tsx';
import { writtenMoney, writtenNumber } from '../ui/written.ts';
import classes from './merge-moves.module.css';

const counted = [
  'orders',
  'addresses',
  'loyaltyPoints',
  'tags',
  'consents',
  'contacts',
  'mergedCustomers',
] as const;

/** What comes along from the customer who goes away. */
export const MergeMoves = ({ preview: { moves } }: { preview: MergePreview }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const some = counted.filter((what) => moves[what] !== 0);
  if (some.length === 0) return <p className={classes.none}>{t('merge.nothingMoves')}</p>;
  return (
    <dl className={classes.moves}>
      {some.map((what) => (
        <div key={what}>
          <dt>{t(`merge.move.${what}`)}</dt>
          <dd>
            <Ltr>{writtenNumber(language, moves[what])}</Ltr>
            {what === 'orders' && (
              <span className={classes.spent}>
                <bdi>{writtenMoney(language, moves.totalSpent)}</bdi>
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
};
