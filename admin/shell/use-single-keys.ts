import { useLocalStorage } from '@mantine/hooks';

/** Whether single keys (`/`, `n`) act: people who dictate or tremble can switch them off (WCAG 2.1.4). */
export const useSingleKeys = () =>
  useLocalStorage({ key: 'regulars.single-keys', defaultValue: true, getInitialValueInEffect: false });
