import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { connection } from './connection.ts';
import classes from './connection-bar.module.css';
import { useWaitForPages } from './use-wait-for-pages.ts';

/** What passes sooner is not worth a word. */
const quietMs = 1_000;
const backMs = 5_000;

/** Says that the server cannot be reached, what becomes of what was saved and asked for, and that it is there again. */
export const ConnectionBar = () => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const isLost = useSyncExternalStore(connection.subscribe, connection.isLost);
  const waiting = useSyncExternalStore(connection.subscribe, connection.waiting);
  const isAwaited = useSyncExternalStore(connection.subscribe, connection.isAwaited);
  const cancel = useWaitForPages();
  const [shown, setShown] = useState<'lost' | 'back' | null>(null);

  useEffect(() => {
    if (isLost) {
      const timer = setTimeout(() => setShown('lost'), quietMs);
      return () => clearTimeout(timer);
    }
    setShown((before) => before && 'back');
    const timer = setTimeout(() => setShown(null), backMs);
    return () => clearTimeout(timer);
  }, [isLost]);

  // What could not be read meanwhile is read now.
  const wasLost = useRef(false);
  useEffect(() => {
    if (wasLost.current && !isLost)
      void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.error !== null });
    wasLost.current = isLost;
  }, [isLost, queryClient]);

  const isUnsent = isLost && waiting > 0;
  useEffect(() => {
    if (!isUnsent) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isUnsent]);

  // Whoever asked for something is told at once that it was heard.
  const isComing = cancel !== null || isAwaited;
  const said = isLost && isComing ? 'lost' : shown;

  return (
    <div role="status" className={classes.place}>
      {said && (
        <div className={classes.bar}>
          {said === 'lost' && <IconPlugConnectedX size={18} aria-hidden />}
          <span>
            {said === 'back'
              ? t('connection.back')
              : isUnsent
                ? t('connection.unsent', { count: waiting })
                : t('connection.lost')}
            {said === 'lost' && isComing && ` ${t('connection.opens')}`}
          </span>
          {said === 'lost' && cancel && (
            <Button variant="subtle" size="compact-sm" className={classes.cancel} onClick={cancel}>
              {t('action.cancel')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
};
