import { useMantineColorScheme } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useChooseLanguage } from '../account/use-choose-language.ts';
import { useQuickCreate } from '../customers/quick-create.tsx';
import { useSession } from '../session/session-query.ts';
import { useMay } from '../session/use-may.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { useSwitchTenant } from '../session/use-switch-tenant.ts';
import { otherLanguage } from '../shell/language.ts';
import { useLanguage } from '../shell/use-language.ts';
import { useTour } from '../tour/use-tour.ts';
import { inOwnScript } from '../ui/in-own-script.ts';
import type { ShortcutName } from '../ui/shortcuts.ts';

/** What a command opens over the page. */
export type Openable = 'shortcuts' | 'export';

interface Command {
  group: 'pages' | 'actions';
  label: string;
  shortcut?: ShortcutName;
  act: () => void;
}

const schemes = ['light', 'dark', 'auto'] as const;

/** Everything the palette offers to whoever is signed in: what the role may not do is not there. */
export const useCommands = (open: (what: Openable) => void): Command[] => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { navigate } = useRouter();
  const may = useMay();
  const quickCreate = useQuickCreate();
  const { actor, tenant, tenants } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const switchTenant = useSwitchTenant();
  const other = otherLanguage(language);
  const choose = useChooseLanguage();
  const tour = useTour();

  const page = (label: string, act: () => Promise<void>, shortcut?: ShortcutName): Command => ({
    group: 'pages',
    label,
    ...(shortcut && { shortcut }),
    act: () => void act(),
  });
  const action = (label: string, act: () => void, shortcut?: ShortcutName): Command => ({
    group: 'actions',
    label,
    ...(shortcut && { shortcut }),
    act,
  });
  const only = (allowed: boolean, command: Command) => (allowed ? [command] : []);

  return [
    page(t('counter.title'), () => navigate({ to: '/dashboard/counter' }), 'counter'),
    page(t('customers.title'), () => navigate({ to: '/dashboard/customers' })),
    page(t('duplicates.title'), () => navigate({ to: '/dashboard/duplicates' })),
    ...only(
      may('createImport'),
      page(t('import.title'), () => navigate({ to: '/dashboard/customers/import' })),
    ),
    ...only(
      may('updateTenant'),
      page(t('settings.title'), () => navigate({ to: '/dashboard/settings' })),
    ),
    ...only(
      may('listMembers'),
      page(t('members.title'), () => navigate({ to: '/dashboard/members' })),
    ),
    ...only(
      actor.kind === 'person',
      page(t('account.title'), () => navigate({ to: '/dashboard/account' })),
    ),
    ...only(
      may('createCustomer'),
      action(t('customers.add'), () => quickCreate({}), 'add'),
    ),
    ...only(
      may('exportCustomers'),
      action(t('export.title'), () => open('export')),
    ),
    action(t('palette.language', { name: other.name }), () => choose(other.code)),
    ...schemes
      .filter((scheme) => scheme !== colorScheme)
      .map((scheme) =>
        action(t('palette.appearance', { name: t(`appearance.${scheme}`) }), () => setColorScheme(scheme)),
      ),
    action(t('shortcuts.title'), () => open('shortcuts'), 'shortcuts'),
    ...only(actor.kind === 'person', action(t('tour.show'), tour.show)),
    ...tenants
      .filter(({ id }) => id !== tenant.id)
      .map((business) =>
        action(t('palette.business', { name: inOwnScript(language, business) }), () =>
          switchTenant.mutate(business.id),
        ),
      ),
    ...only(
      actor.kind === 'person',
      action(t('session.signOut'), () => signOut.mutate()),
    ),
  ];
};
