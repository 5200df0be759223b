import classes from './bars.module.css';

export interface Bar {
  key: string;
  value: number;
  /** What it says when it is pointed at. */
  title?: string;
}

interface Props {
  bars: Bar[];
  height: number;
}

const wide = 10;
const gap = 3;

/** A bar for each span of time, in the reading direction of the page; a table beside it says the same in words. */
export const Bars = ({ bars, height }: Props) => {
  const most = Math.max(...bars.map(({ value }) => value));
  return (
    <svg
      className={classes.bars}
      viewBox={`0 0 ${bars.length * wide} ${height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {bars.map(({ key, value, title }, at) => {
        // A time without anything leaves a line, so that it is seen to be a time.
        const tall = value > 0 ? Math.max(2, (value / most) * height) : 1;
        return (
          <rect
            key={key}
            data-bar={key}
            data-value={value}
            x={at * wide + gap / 2}
            y={height - tall}
            width={wide - gap}
            height={tall}
            className={value > 0 ? classes.some : classes.none}
          >
            {title && <title>{title}</title>}
          </rect>
        );
      })}
    </svg>
  );
};
