import type { LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-may.ts';
import type { ShortcutName } from '../ui/shortcuts.ts';

interface TourStep {
  name: 'find' | 'add' | 'keys' | 'duplicates' | 'import' | 'members';
  keys?: readonly ShortcutName[];
  page?: { to: NonNullable<LinkProps['to']>; label: string };
}

/** What somebody of this role does on the first day, one thing each. */
export const useTourSteps = (): TourStep[] => {
  const { t } = useTranslation();
  const may = useMay();
  const only = (allowed: boolean, step: TourStep) => (allowed ? [step] : []);
  return [
    { name: 'find', keys: ['counter'], page: { to: '/dashboard/counter', label: t('counter.title') } },
    ...only(may('createCustomer'), {
      name: 'add',
      keys: ['add'],
      page: { to: '/dashboard/customers', label: t('customers.title') },
    }),
    { name: 'keys', keys: ['palette', 'shortcuts'] },
    { name: 'duplicates', page: { to: '/dashboard/duplicates', label: t('duplicates.title') } },
    ...only(may('createImport'), {
      name: 'import',
      page: { to: '/dashboard/customers/import', label: t('import.title') },
    }),
    ...only(may('listMembers'), {
      name: 'members',
      page: { to: '/dashboard/members', label: t('members.title') },
    }),
  ];
};
