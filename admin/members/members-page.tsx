import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-may.ts';
import settings from '../settings/settings-page.module.css';
import { Heading } from '../ui/heading.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ApiKeysSection } from './api-keys-section.tsx';
import { InvitationsSection } from './invitations-section.tsx';
import { MembersSection } from './members-section.tsx';

/** Who works here, who is invited, and which programs may ask. */
export const MembersPage = () => {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <div className={settings.page}>
      <PageTitle>{t('members.title')}</PageTitle>
      <Heading>{t('members.title')}</Heading>
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
    </div>
  );
};
