import { Button, NativeSelect, Popover, useMantineColorScheme } from '@mantine/core';
import {
  IconBuildingStore,
  IconChevronDown,
  IconLogout,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session-query.ts';
import { useMay } from '../session/use-may.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { useSwitchTenant } from '../session/use-switch-tenant.ts';
import { DropDown } from '../ui/drop-down.tsx';
import { inOwnScript } from '../ui/in-own-script.ts';
import { Ltr } from '../ui/ltr.tsx';
import classes from './person-menu.module.css';
import { SingleKeys } from './single-keys.tsx';
import { useLanguage } from './use-language.ts';

const schemes = ['auto', 'light', 'dark'] as const;

/** Who is signed in and where; other businesses, appearance, keys, signing out. */
export const PersonMenu = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { actor, role, tenant, tenants } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const may = useMay();
  const [opened, setOpened] = useState(false);

  const signOut = useSignOut();
  const switchTenant = useSwitchTenant();

  const named = (business: { name: string; name2: string | null }) => inOwnScript(language, business);
  const others = tenants.filter(({ id }) => id !== tenant.id);

  return (
    <DropDown opened={opened} onChange={setOpened} width={280}>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          className={classes.target}
          onClick={() => setOpened((now) => !now)}
          leftSection={<IconBuildingStore size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={t('shell.menu', { business: named(tenant) })}
        >
          <bdi>{named(tenant)}</bdi>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu}>
        <div className={classes.who}>
          <strong>
            <bdi>{actor.name ?? actor.email ?? actor.id}</bdi>
          </strong>
          {actor.name && actor.email && (
            <span className={classes.email}>
              <Ltr>{actor.email}</Ltr>
            </span>
          )}
          <span className={classes.role}>{t(`role.${role}`)}</span>
        </div>
        {others.length > 0 && (
          <div className={classes.others}>
            <span className={classes.label}>{t('shell.switchTo')}</span>
            {others.map((business) => (
              <Button
                key={business.id}
                variant="default"
                justify="start"
                disabled={switchTenant.isPending}
                onClick={() => switchTenant.mutate(business.id)}
              >
                <bdi>{named(business)}</bdi>
              </Button>
            ))}
          </div>
        )}
        {actor.kind === 'person' && (
          <Button
            component={Link}
            to="/dashboard/account"
            variant="default"
            justify="start"
            leftSection={<IconUserCircle size={16} aria-hidden />}
            onClick={() => setOpened(false)}
          >
            {t('account.title')}
          </Button>
        )}
        {may('listMembers') && (
          <Button
            component={Link}
            to="/dashboard/members"
            variant="default"
            justify="start"
            leftSection={<IconUsers size={16} aria-hidden />}
            onClick={() => setOpened(false)}
          >
            {t('members.title')}
          </Button>
        )}
        <NativeSelect
          label={t('shell.appearance')}
          value={colorScheme}
          data={schemes.map((scheme) => ({ value: scheme, label: t(`appearance.${scheme}`) }))}
          onChange={({ currentTarget }) =>
            setColorScheme(schemes.find((scheme) => scheme === currentTarget.value) ?? 'auto')
          }
        />
        <SingleKeys />
        {actor.kind === 'person' && (
          <Button
            variant="default"
            justify="start"
            leftSection={<IconLogout size={16} className="mirrored" aria-hidden />}
            loading={signOut.isPending}
            onClick={() => signOut.mutate()}
          >
            {t('session.signOut')}
          </Button>
        )}
      </Popover.Dropdown>
    </DropDown>
  );
};
