/** Of values in any order: the one below which the share `q` of them lies. */
export const quantile = (values: number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))]!;

export const median = (values: number[]): number => quantile(values, 0.5);
