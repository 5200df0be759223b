import type { DailyStatistics } from '@regulars/sdk';
import classes from './arrivals-bars.module.css';

interface Props {
  days: DailyStatistics['days'];
  height: number;
  /** What each bar says when it is pointed at. */
  titleOf?: (day: DailyStatistics['days'][number]) => string;
}

const wide = 10;
const gap = 3;

/** A bar for each day, in the reading direction of the page; the table beside it says the same in words. */
export const ArrivalsBars = ({ days, height, titleOf }: Props) => {
  const most = Math.max(1, ...days.map(({ created }) => created));
  return (
    <svg
      className={classes.bars}
      viewBox={`0 0 ${days.length * wide} ${height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {days.map((day, at) => {
        // A day without anybody leaves a line, so that it is seen to be a day.
        const tall = day.created === 0 ? 1 : Math.max(2, (day.created / most) * height);
        return (
          <rect
            key={day.day}
            data-day={day.day}
            data-created={day.created}
            x={at * wide + gap / 2}
            y={height - tall}
            width={wide - gap}
            height={tall}
            className={day.created === 0 ? classes.none : classes.some}
          >
            {titleOf && <title>{titleOf(day)}</title>}
          </rect>
        );
      })}
    </svg>
  );
};
