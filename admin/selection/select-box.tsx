import { useEffect, useRef } from 'react';
import classes from './select-box.module.css';

interface Props {
  label: string;
  checked: boolean;
  /** Some of them are. */
  partly?: boolean;
  onToggle: (range: boolean) => void;
}

/** A box with room around it for a finger. */
export const SelectBox = ({ label, checked, partly = false, onToggle }: Props) => {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    box.current!.indeterminate = partly;
  }, [partly]);
  return (
    <label className={classes.box}>
      <input
        ref={box}
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={({ nativeEvent }) => onToggle(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
      />
    </label>
  );
};
