import { Button, NativeSelect } from '@mantine/core';
import { type Role, roles } from '@regulars/contract/role';
import type { Member } from '@regulars/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { AskFirst } from '../ui/ask-first.tsx';
import { isolate } from '../ui/isolate.ts';
import { Ltr } from '../ui/ltr.tsx';
import { Section } from '../ui/section.tsx';
import { writtenMoment } from '../ui/written.ts';
import { Listed } from './listed.tsx';
import { membersQuery } from './member-queries.ts';
import classes from './members.module.css';
import { useRolesToGive } from './use-roles-to-give.ts';

const makesKeys = (role: Role) => role === 'owner' || role === 'admin';

/** The staff: what each may do, and when they were here. */
export const MembersSection = () => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  /** What is about to happen to a member: another role, or null: removal. */
  const [asking, setAsking] = useState<{ member: Member; role: Role | null } | null>(null);
  const query = useQuery(membersQuery);

  const change = useMutation({
    mutationFn: ({ member, role }: NonNullable<typeof asking>) =>
      role ? regulars.members.update(member.id, { role }) : regulars.members.remove(member.id),
    onSuccess: async () => {
      // Keys and invitations go with who made them.
      await queryClient.invalidateQueries();
      setAsking(null);
    },
  });
  const ask = (member: Member, role: Role | null) => {
    change.reset();
    setAsking({ member, role });
  };

  return (
    <Section title={t('members.who')}>
      <Listed query={query} label={t('members.who')} none="">
        {(member) => (
          <MemberRow
            key={member.id}
            member={member}
            onRole={(role) => ask(member, role)}
            onRemove={() => ask(member, null)}
          />
        )}
      </Listed>
      {asking && (
        <AskFirst
          title={
            asking.role
              ? t('members.askRole', {
                  name: isolate(asking.member.name),
                  role: t(`role.${asking.role}`),
                })
              : t('members.askRemove', { name: isolate(asking.member.name) })
          }
          action={t(asking.role ? 'members.changeRole' : 'members.remove')}
          work={change}
          onYes={() => change.mutate(asking)}
          onClose={() => setAsking(null)}
        >
          <li>{t(asking.role ? 'members.roleMeans' : 'members.removeMeans')}</li>
          {asking.member.apiKeys > 0 && !(asking.role && makesKeys(asking.role)) && (
            <li>{t('members.keysEnd', { count: asking.member.apiKeys })}</li>
          )}
        </AskFirst>
      )}
    </Section>
  );
};

interface RowProps {
  member: Member;
  onRole: (role: Role) => void;
  onRemove: () => void;
}

const MemberRow = ({ member, onRole, onRemove }: RowProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { actor, tenant } = useSession();
  const given = useRolesToGive();
  const called = isolate(member.name);
  // Of oneself nothing is changed by accident, and of an owner nothing by anybody else.
  const mayChange = member.id !== actor.id && given.includes(member.role);
  return (
    <li className={classes.row} data-member={member.email}>
      <span className={classes.who}>
        <strong>
          <bdi>{member.name}</bdi>
        </strong>
        <Ltr className={classes.what}>{member.email}</Ltr>
        <span className={classes.what}>
          {member.seenAt
            ? t('members.seen', { at: writtenMoment(language, member.seenAt, tenant.timeZone) })
            : t('members.neverSeen')}
          {' · '}
          {t(member.twoFactor ? 'members.twoFactorOn' : 'members.twoFactorOff')}
        </span>
      </span>
      {mayChange ? (
        <>
          <NativeSelect
            aria-label={t('members.roleOf', { name: called })}
            value={member.role}
            data={given.map((role) => ({ value: role, label: t(`role.${role}`) }))}
            onChange={({ currentTarget }) =>
              onRole(roles.find((role) => role === currentTarget.value) ?? member.role)
            }
          />
          <Button
            variant="subtle"
            color="gray"
            aria-label={t('members.removeNamed', { name: called })}
            onClick={onRemove}
          >
            {t('members.remove')}
          </Button>
        </>
      ) : (
        <span>
          {t(`role.${member.role}`)}
          {member.id === actor.id && ` · ${t('members.you')}`}
        </span>
      )}
    </li>
  );
};
