import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Heading } from '../ui/heading.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from './plain-page.tsx';

export const NotFoundPage = () => {
  const { t } = useTranslation();
  return (
    <PlainPage>
      <PageTitle>{t('notFound.title')}</PageTitle>
      <Heading>{t('notFound.title')}</Heading>
      <p>{t('notFound.text')}</p>
      <Link to="/dashboard/customers">{t('notFound.toCustomers')}</Link>
    </PlainPage>
  );
};
