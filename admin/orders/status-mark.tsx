import type { OrderStatus } from '@regulars/sdk';
import { useTranslation } from 'react-i18next';
import classes from './status-mark.module.css';

export const StatusMark = ({ status }: { status: OrderStatus }) => {
  const { t } = useTranslation();
  return (
    <span className={classes.mark} data-status={status}>
      {t(`order.status.${status}`)}
    </span>
  );
};
