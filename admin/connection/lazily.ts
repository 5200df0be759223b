import { type ComponentType, lazy } from 'react';
import { untilShown } from './connection.ts';

/** React's `lazy`, which would remember for ever that a connection was lost, and take the page away with it. */
// biome-ignore lint/suspicious/noExplicitAny: as in React's own
export const lazily = <T extends ComponentType<any>>(load: () => Promise<{ default: T }>) =>
  lazy(() => untilShown(load));
