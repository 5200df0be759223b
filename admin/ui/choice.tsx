import type { ReactNode } from 'react';
import classes from './choice.module.css';

interface Props {
  name: string;
  checked: boolean;
  onChoose: () => void;
  /** Ids of what names it, where its own words do not say all. */
  labelledBy?: string;
  children: ReactNode;
}

/** One of several, of which one is chosen. */
export const Choice = ({ name, checked, onChoose, labelledBy, children }: Props) => (
  <label className={classes.choice}>
    <input type="radio" name={name} checked={checked} onChange={onChoose} aria-labelledby={labelledBy} />
    <span>{children}</span>
  </label>
);
