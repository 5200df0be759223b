import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './chart-table.module.css';

interface Props {
  caption: string;
  /** The heads of the columns, that of the times first. */
  heads: string[];
  rows: { key: string; time: string; cells: ReactNode[] }[];
}

/** What a chart shows, for those who read it: the latest first. */
export const ChartTable = ({ caption, heads, rows }: Props) => (
  <table className={classes.table}>
    <caption className="visually-hidden">{caption}</caption>
    <thead>
      <tr>
        {heads.map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.toReversed().map(({ key, time, cells }) => (
        <tr key={key}>
          <th scope="row">
            <bdi>{time}</bdi>
          </th>
          {cells.map((cell, at) => (
            <td key={heads[at + 1]}>{cell}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

/** The same below its chart, for whoever asks for it. */
export const FoldedChartTable = (props: Props) => {
  const { t } = useTranslation();
  return (
    <details className={classes.folded}>
      <summary>{t('chart.asTable')}</summary>
      <ChartTable {...props} />
    </details>
  );
};
