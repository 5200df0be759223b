import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

interface Props {
  title?: string | undefined;
  /** `problem`: something failed. `caution`: something to know before going on. */
  tone: 'problem' | 'caution';
  children: ReactNode;
}

/** Is read out when it appears, and stands where what it speaks of stands. */
export const Notice = ({ title, tone, children }: Props) => (
  <div role="alert" className={classes.notice} data-tone={tone}>
    <IconAlertTriangle size={18} className={classes.icon} aria-hidden />
    <div className={classes.body}>
      {title && <strong>{title}</strong>}
      {children}
    </div>
  </div>
);
