import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Heading } from '../ui/heading.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import classes from './not-found-page.module.css';
import { PlainPage } from './plain-page.tsx';

const NotFound = () => {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle>{t('notFound.title')}</PageTitle>
      <Heading>{t('notFound.title')}</Heading>
      <p>{t('notFound.text')}</p>
      <Link to="/dashboard/customers">{t('notFound.toCustomers')}</Link>
    </>
  );
};

export const NotFoundPage = () => (
  <PlainPage>
    <NotFound />
  </PlainPage>
);

/** Among the pages of somebody signed in, whose other ways on stay in view. */
export const NotFoundInDashboard = () => (
  <div className={classes.page}>
    <NotFound />
  </div>
);
