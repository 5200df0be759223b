import favicon from '../favicon.svg';
import classes from './wordmark.module.css';

export const Wordmark = () => (
  <span className={classes.wordmark} dir="ltr" lang="en" translate="no">
    <img src={favicon} alt="" width={22} height={22} />
    <span>Regulars</span>
  </span>
);
