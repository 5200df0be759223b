import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { hasDraft } from '../drafts/drafts.ts';
import { forms } from '../drafts/forms.ts';
import { useMay } from '../session/use-may.ts';
import { useShortcut } from '../ui/use-shortcut.ts';
import { type Opening, QuickCreateDialog } from './quick-create-dialog.tsx';
import type { Prefill } from './typed.ts';

const QuickCreateContext = createContext<(prefill: Prefill, more?: Omit<Opening, 'prefill'>) => void>(
  () => {},
);

/** Opens the dialog that adds a customer, from anywhere in the dashboard. */
export const useQuickCreate = () => useContext(QuickCreateContext);

export const QuickCreate = ({ children }: { children: ReactNode }) => {
  const may = useMay();
  // Each opening is a dialog of its own, with its own idempotency key.
  const [opening, setOpening] = useState<(Opening & { number: number }) | null>(() =>
    hasDraft(forms.newCustomer) && may('createCustomer') ? { number: 0, prefill: {} } : null,
  );
  const openings = useRef(0);
  const cameFrom = useRef<Element | null>(opening && document.body);

  const open = useCallback((prefill: Prefill, more: Omit<Opening, 'prefill'> = {}) => {
    cameFrom.current = document.activeElement;
    openings.current += 1;
    setOpening({ number: openings.current, prefill, ...more });
  }, []);
  // Before the next key arrives: whoever types fast goes on in the dialog.
  useShortcut('add', () => flushSync(() => open({})), { enabled: opening === null && may('createCustomer') });

  const close = useCallback(() => setOpening(null), []);
  // With the dialog and not a moment after it: whoever types fast goes on where they came from.
  useLayoutEffect(() => {
    const from = cameFrom.current;
    if (opening !== null || from === null) return;
    const fallback =
      document.querySelector<HTMLElement>('main input[type="search"]') ??
      document.querySelector<HTMLElement>('main h1');
    const back = from instanceof HTMLElement && from !== document.body && from.isConnected ? from : fallback;
    back?.focus({ preventScroll: true });
  }, [opening]);

  return (
    <QuickCreateContext.Provider value={open}>
      {children}
      {opening && <QuickCreateDialog key={opening.number} opening={opening} onClose={close} />}
    </QuickCreateContext.Provider>
  );
};
