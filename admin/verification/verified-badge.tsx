import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './verified-badge.module.css';

/** Beside a phone that was proven: in words. */
export const VerifiedBadge = () => {
  const { t } = useTranslation();
  return (
    <span className={classes.badge}>
      <IconRosetteDiscountCheck size={16} aria-hidden />
      {t('verify.verified')}
    </span>
  );
};

/** The same where there is room for a sign only. */
export const VerifiedIcon = () => {
  const { t } = useTranslation();
  return (
    <IconRosetteDiscountCheck
      size={16}
      className={classes.icon}
      role="img"
      aria-label={t('customers.phoneVerified')}
    />
  );
};
