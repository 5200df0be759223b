import type { ReactNode } from 'react';
import classes from './progress.module.css';

interface Props {
  label: string;
  value: number;
  max: number;
  /** The same in figures. */
  children?: ReactNode;
}

/** How far something is. */
export const Progress = ({ label, value, max, children }: Props) => (
  <div className={classes.progress}>
    <progress value={value} max={max} aria-label={label} />
    {children}
  </div>
);
