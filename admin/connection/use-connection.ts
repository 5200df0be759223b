import { useSyncExternalStore } from 'react';
import { connection } from './connection.ts';

export const useConnection = () => ({
  isLost: useSyncExternalStore(connection.subscribe, connection.isLost),
  waiting: useSyncExternalStore(connection.subscribe, connection.waiting),
});
