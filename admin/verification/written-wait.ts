const two = (value: number) => String(value).padStart(2, '0');

/** Seconds as a clock that runs down: `0:42`, `14:05`, `1:00:00`. */
export const writtenWait = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60);
  const rest = two(seconds % 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
};
