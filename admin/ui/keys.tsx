import classes from './keys.module.css';

/** Keys as they are printed, in the order in which hands press them whatever way the page reads. */
export const Keys = ({ caps }: { caps: readonly string[] }) => (
  <bdi dir="ltr" className={classes.keys}>
    {caps.map((cap) => (
      <kbd key={cap}>{cap}</kbd>
    ))}
  </bdi>
);
