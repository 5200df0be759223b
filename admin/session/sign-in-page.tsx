import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { recoveryWaysQuery } from '../recover/recovery-ways-query.ts';
import { PlainPage } from '../shell/plain-page.tsx';
import { Heading } from '../ui/heading.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { SignInForm } from './sign-in-form.tsx';
import classes from './sign-in-page.module.css';
import { wayBack } from './way-back.ts';

const route = getRouteApi('/sign-in');

export const SignInPage = () => {
  const { t } = useTranslation();
  const { from } = route.useSearch();
  const router = useRouter();
  const ways = useQuery(recoveryWaysQuery);
  return (
    <PlainPage>
      <PageTitle>{t('signIn.title')}</PageTitle>
      <Heading>{t('signIn.title')}</Heading>
      <p className={classes.lead}>{from ? t('signIn.again') : t('signIn.lead')}</p>
      <SignInForm submit={t('signIn.submit')} onSignedIn={() => router.history.replace(wayBack(from))} />
      <p className={classes.hint}>{t('signIn.noAccount')}</p>
      {ways.data && (
        <p className={classes.hint}>
          {ways.data.byMail ? <Link to="/forgotten">{t('forgotten.title')}</Link> : t('signIn.forgotten')}
        </p>
      )}
    </PlainPage>
  );
};
