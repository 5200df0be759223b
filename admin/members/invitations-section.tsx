import { Button, NativeSelect } from '@mantine/core';
import { type Role, roles } from '@regulars/contract/role';
import { isProblem, type NewInvitation } from '@regulars/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { type FieldErrors, fieldErrorsOf, fieldErrorText } from '../ui/field-errors.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { EmailLine } from '../ui/lines.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { ShownOnce } from '../ui/shown-once.tsx';
import { useFirstWrong } from '../ui/use-first-wrong.ts';
import { useIntention } from '../ui/use-intention.ts';
import { writtenDay } from '../ui/written.ts';
import { Listed } from './listed.tsx';
import { invitationsQuery } from './member-queries.ts';
import classes from './members.module.css';
import { useRolesToGive } from './use-roles-to-give.ts';

/** Links for whoever is to work here, sent to them where this server sends mail, else passed on by the reader. */
export const InvitationsSection = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const { tenant, sendsMail } = useSession();
  const given = useRolesToGive();
  const intention = useIntention();
  const form = useRef<HTMLFormElement>(null);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('staff');
  const [errors, setErrors] = useState<FieldErrors>({});
  useFirstWrong(form, errors);
  const query = useQuery(invitationsQuery);
  const anew = () => queryClient.invalidateQueries(invitationsQuery);

  const invite = useMutation({
    mutationFn: (body: NewInvitation) =>
      regulars.invitations.create(body, { idempotencyKey: intention.keyFor(body) }),
    onSuccess: () => setEmail(''),
    onError: (error) => {
      if (isProblem(error)) setErrors(fieldErrorsOf(error.errors));
    },
    onSettled: (_, error) => {
      intention.answered(error ?? undefined);
      return anew();
    },
  });
  const revoke = useMutation({
    mutationFn: (id: string) => regulars.invitations.revoke(id),
    onSettled: () => {
      invite.reset();
      return anew();
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (invite.isPending) return;
    const wanted = email.trim();
    setErrors(wanted ? {} : { email: 'required' });
    if (wanted) invite.mutate({ email: wanted, role });
  };

  return (
    <Section title={t('invitations.title')}>
      <p className={classes.lead}>{t(sendsMail ? 'invitations.leadByMail' : 'invitations.lead')}</p>
      <form ref={form} noValidate onSubmit={submit} className={classes.form}>
        <EmailLine
          name="invited"
          label={t('field.email')}
          maxLength={254}
          className={classes.line}
          error={fieldErrorText(t, errors, 'email')}
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <NativeSelect
          label={t('members.role')}
          value={role}
          data={given.map((each) => ({ value: each, label: t(`role.${each}`) }))}
          onChange={({ currentTarget }) =>
            setRole(roles.find((each) => each === currentTarget.value) ?? 'staff')
          }
        />
        <Button type="submit" loading={invite.isPending}>
          {t('invitations.invite')}
        </Button>
      </form>
      {invite.isError && Object.keys(errors).length === 0 && <ProblemAlert error={invite.error} />}
      <p role="status" className={classes.sent}>
        {invite.data &&
          invite.data.mail !== 'off' &&
          t(`invitations.${invite.data.mail}`, { email: isolateLtr(invite.data.email) })}
      </p>
      {invite.data?.link && (
        <ShownOnce
          key={invite.data.link}
          label={t('invitations.linkFor', { email: isolateLtr(invite.data.email) })}
          hint={t('invitations.linkHint')}
          secret={invite.data.link}
        />
      )}
      {revoke.isError && <ProblemAlert error={revoke.error} />}
      <Listed query={query} label={t('invitations.title')} none={t('invitations.none')}>
        {(invitation) => (
          <li key={invitation.id} className={classes.row} data-invited={invitation.email}>
            <span className={classes.who}>
              <Ltr>{invitation.email}</Ltr>
              <span className={classes.what}>
                {t(`role.${invitation.role}`)}
                {' · '}
                {t('invitations.until', {
                  day: writtenDay(language, invitation.expiresAt, tenant.timeZone),
                })}
              </span>
            </span>
            {given.includes(invitation.role) && (
              <Button
                variant="default"
                aria-label={t(sendsMail ? 'invitations.sendAgainFor' : 'invitations.renewFor', {
                  email: isolateLtr(invitation.email),
                })}
                disabled={invite.isPending}
                onClick={() => invite.mutate({ email: invitation.email, role: invitation.role })}
              >
                {t(sendsMail ? 'invitations.sendAgain' : 'invitations.renew')}
              </Button>
            )}
            <Button
              variant="subtle"
              color="gray"
              aria-label={t('invitations.revokeFor', { email: isolateLtr(invitation.email) })}
              disabled={revoke.isPending}
              onClick={() => revoke.mutate(invitation.id)}
            >
              {t('invitations.revoke')}
            </Button>
          </li>
        )}
      </Listed>
    </Section>
  );
};
