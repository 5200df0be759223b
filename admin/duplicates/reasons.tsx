import type { DuplicateReason } from '@regulars/sdk';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { reasonText } from './duplicate-words.ts';
import classes from './reasons.module.css';

/** Why two customers look like one, and what speaks against it: the strongest first. */
export const Reasons = ({ reasons }: { reasons: DuplicateReason[] }) => {
  const { t } = useTranslation();
  return (
    <ul className={classes.reasons} aria-label={t('duplicates.reasons')}>
      {reasons.map((reason) => {
        const Icon = reason.weight > 0 ? IconPlus : IconMinus;
        return (
          <li key={`${reason.field} ${reason.level}`} data-against={reason.weight <= 0 || undefined}>
            <Icon
              size={12}
              role="img"
              aria-label={reason.weight > 0 ? t('duplicates.speaksFor') : t('duplicates.speaksAgainst')}
            />
            {reasonText(t, reason)}
          </li>
        );
      })}
    </ul>
  );
};
