import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-may.ts';
import { Page } from '../ui/page.tsx';
import { ApiKeysSection } from './api-keys-section.tsx';
import { InvitationsSection } from './invitations-section.tsx';
import { MembersSection } from './members-section.tsx';

/** Who works here, who is invited, and which programs may ask. */
export const MembersPage = () => {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Page title={t('members.title')}>
      {may('listMembers') ? (
        <>
          <MembersSection />
          <InvitationsSection />
          <ApiKeysSection />
        </>
      ) : (
        <>
          <p>{t('problem.forbidden')}</p>
          <Link to="/dashboard/customers">{t('notFound.toCustomers')}</Link>
        </>
      )}
    </Page>
  );
};
