import { Fragment } from 'react';
import { Ltr } from '../ui/ltr.tsx';
import classes from './phone.module.css';
import { phoneGroups } from './phone-groups.ts';

/** A phone in groups, as it is read out. The gaps are drawn and not written: what is copied dials anywhere. */
export const Phone = ({ children }: { children: string }) => (
  <Ltr>
    {phoneGroups(children).map((group, at) =>
      at === 0 ? (
        <Fragment key="code">{group}</Fragment>
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group is what stands in this place
        <span key={at} className={classes.group}>
          {group}
        </span>
      ),
    )}
  </Ltr>
);
