import { useEffect, useState } from 'react';

/** Whole seconds that are left, and how to start anew. By the clock, so that a machine that slept does not wait longer. */
export const useCountdown = (): [left: number, start: (seconds: number) => void] => {
  const [end, setEnd] = useState(0);
  const [left, setLeft] = useState(0);

  useEffect(() => {
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      setLeft(now);
      if (now === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [end]);

  const start = (seconds: number) => {
    setEnd(Date.now() + seconds * 1000);
    setLeft(Math.max(0, Math.ceil(seconds)));
  };
  return [left, start];
};
