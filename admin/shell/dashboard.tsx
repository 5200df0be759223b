import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useChanges } from '../changes/use-changes.ts';
import { ConnectionBar } from '../connection/connection-bar.tsx';
import { QuickCreate } from '../customers/quick-create.tsx';
import { inboxCountQuery } from '../duplicates/duplicate-queries.ts';
import { Palette } from '../palette/palette.tsx';
import { useMay } from '../session/use-may.ts';
import { Tour } from '../tour/tour.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { useShortcut } from '../ui/use-shortcut.ts';
import { writtenNumber } from '../ui/written.ts';
import classes from './dashboard.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { PersonMenu } from './person-menu.tsx';
import { useLanguage } from './use-language.ts';
import { Wordmark } from './wordmark.tsx';

/** The frame around every page of somebody signed in. */
export const Dashboard = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const router = useRouter();
  const may = useMay();
  const duplicates = useQuery(inboxCountQuery).data;
  useChanges();
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  // On the list the search box itself listens, and so does the field of the counter.
  const onCounter = pathname === '/dashboard/counter';
  useShortcut(
    'search',
    () => void router.navigate({ to: '/dashboard/customers', state: { focusSearch: true } }),
    { enabled: pathname !== '/dashboard/customers' && !onCounter },
  );
  useShortcut('counter', () => void router.navigate({ to: '/dashboard/counter' }), { enabled: !onCounter });

  return (
    <QuickCreate>
      <a href="#content" className={classes.skip}>
        {t('shell.skip')}
      </a>
      <div className={classes.frame}>
        <header className={classes.header}>
          <Link to="/dashboard/customers" className={classes.home} aria-label={t('shell.home')}>
            <Wordmark />
          </Link>
          <nav aria-label={t('shell.navigation')} className={classes.nav}>
            <Link to="/dashboard/counter" className={classes.navLink} activeProps={{ 'data-active': true }}>
              {t('counter.title')}
            </Link>
            <Link to="/dashboard/customers" className={classes.navLink} activeProps={{ 'data-active': true }}>
              {t('customers.title')}
            </Link>
            <Link
              to="/dashboard/duplicates"
              className={classes.navLink}
              activeProps={{ 'data-active': true }}
            >
              {t('duplicates.title')}
              {duplicates !== undefined && duplicates.total > 0 && (
                <Ltr className={classes.count}>
                  {writtenNumber(language, duplicates.total)}
                  {duplicates.totalIsExact ? '' : '+'}
                </Ltr>
              )}
            </Link>
            {may('updateTenant') && (
              <Link
                to="/dashboard/settings"
                className={classes.navLink}
                activeProps={{ 'data-active': true }}
              >
                {t('settings.title')}
              </Link>
            )}
          </nav>
          <div className={classes.end}>
            <Palette />
            <LanguageSwitch />
            <PersonMenu />
          </div>
        </header>
        <main id="content" tabIndex={-1} className={classes.main}>
          <Outlet />
        </main>
        <Tour />
        <ConnectionBar />
      </div>
    </QuickCreate>
  );
};
