import type { Loyalty } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { inOwnScript } from '../ui/in-own-script.ts';
import { isolate, isolateLtr } from '../ui/isolate.ts';
import { writtenNumber } from '../ui/written.ts';
import classes from './tier-progress.module.css';

/** Which tier a customer has, and how far it is to the next. */
export const TierProgress = ({ earned, tier, nextTier }: Pick<Loyalty, 'earned' | 'tier' | 'nextTier'>) => {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!tier && !nextTier) return null;
  const from = tier?.threshold ?? 0;
  const done = nextTier ? (earned - from) / (nextTier.threshold - from) : 1;
  const missing = nextTier
    ? t('loyalty.missing', {
        points: isolateLtr(writtenNumber(language, nextTier.missing)),
        tier: isolate(inOwnScript(language, nextTier)),
      })
    : t('loyalty.highest');
  return (
    <div className={classes.tier}>
      <div className={classes.names}>
        <strong>{tier ? <bdi>{inOwnScript(language, tier)}</bdi> : t('loyalty.noTier')}</strong>
        {nextTier && <bdi className={classes.next}>{inOwnScript(language, nextTier)}</bdi>}
      </div>
      <div
        role="progressbar"
        aria-label={t('field.tier')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(done * 100)}
        aria-valuetext={missing}
        className={classes.bar}
      >
        <div className={classes.done} style={{ inlineSize: `${done * 100}%` }} />
      </div>
      <p className={classes.missing}>{missing}</p>
    </div>
  );
};
