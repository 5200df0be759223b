import { Button, NativeSelect } from '@mantine/core';
import type { ApiKey, NewApiKey } from '@regulars/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { AskFirst } from '../ui/ask-first.tsx';
import { isolate } from '../ui/isolate.ts';
import { Line } from '../ui/lines.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { ShownOnce } from '../ui/shown-once.tsx';
import { useIntention } from '../ui/use-intention.ts';
import { writtenDay, writtenMoment } from '../ui/written.ts';
import { Listed } from './listed.tsx';
import { apiKeysQuery, membersQuery } from './member-queries.ts';
import classes from './members.module.css';

const keyRoles = ['viewer', 'staff', 'admin'] as const;
const lives = ['0', '30', '90', '365'] as const;
const dayLong = 86_400_000;

/** Keys of tills, shops and other programs. */
export const ApiKeysSection = () => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const intention = useIntention();
  const [name, setName] = useState('');
  const [role, setRole] = useState<(typeof keyRoles)[number]>('staff');
  const [days, setDays] = useState<(typeof lives)[number]>('90');
  const [missing, setMissing] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const query = useQuery(apiKeysQuery);
  const anew = async () => {
    await queryClient.invalidateQueries(apiKeysQuery);
    void queryClient.invalidateQueries(membersQuery);
  };

  const make = useMutation({
    mutationFn: (body: NewApiKey) =>
      regulars.apiKeys.create(body, { idempotencyKey: intention.keyFor(body) }),
    onSuccess: () => setName(''),
    onSettled: (_, error) => {
      intention.answered(error ?? undefined);
      return anew();
    },
  });

  const revoke = useMutation({
    mutationFn: (id: string) => regulars.apiKeys.revoke(id),
    onSuccess: async () => {
      make.reset();
      await anew();
      setRevoking(null);
    },
  });

  const askToRevoke = (key: ApiKey) => {
    revoke.reset();
    setRevoking(key);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (make.isPending) return;
    const wanted = name.trim();
    setMissing(wanted === '');
    if (wanted)
      make.mutate({ name: wanted, role, expiresAt: days === '0' ? null : endOfDayIn(Number(days)) });
  };

  return (
    <Section title={t('apiKeys.title')}>
      <p className={classes.lead}>{t('apiKeys.lead')}</p>
      <form noValidate onSubmit={submit} className={classes.form}>
        <Line
          name="keyName"
          label={t('field.name')}
          maxLength={100}
          className={classes.line}
          error={missing && t('fieldError.required')}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <NativeSelect
          label={t('members.role')}
          value={role}
          data={keyRoles.map((each) => ({ value: each, label: t(`role.${each}`) }))}
          onChange={({ currentTarget }) =>
            setRole(keyRoles.find((each) => each === currentTarget.value) ?? 'staff')
          }
        />
        <NativeSelect
          label={t('apiKeys.life')}
          value={days}
          data={lives.map((each) => ({ value: each, label: t(`apiKeys.lives.${each}`) }))}
          onChange={({ currentTarget }) =>
            setDays(lives.find((each) => each === currentTarget.value) ?? '90')
          }
        />
        <Button type="submit" loading={make.isPending}>
          {t('apiKeys.make')}
        </Button>
      </form>
      {make.isError && <ProblemAlert error={make.error} />}
      {make.data?.key && (
        <ShownOnce
          key={make.data.id}
          label={t('apiKeys.keyOf', { name: isolate(make.data.name) })}
          hint={t('apiKeys.keyHint')}
          secret={make.data.key}
        />
      )}
      <Listed query={query} label={t('apiKeys.title')} none={t('apiKeys.none')}>
        {(key) => <KeyRow key={key.id} apiKey={key} onRevoke={() => askToRevoke(key)} />}
      </Listed>
      {revoking && (
        <AskFirst
          title={t('apiKeys.askRevoke', { name: isolate(revoking.name) })}
          action={t('apiKeys.revoke')}
          work={revoke}
          onYes={() => revoke.mutate(revoking.id)}
          onClose={() => setRevoking(null)}
        >
          <li>{t('apiKeys.revokeMeans')}</li>
        </AskFirst>
      )}
    </Section>
  );
};

/** So many days from now; its end, so that a second try asks for the same moment. */
const endOfDayIn = (days: number) => {
  const end = new Date(Date.now() + days * dayLong);
  end.setUTCHours(23, 59, 59, 0);
  return end.toISOString();
};

const KeyRow = ({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  return (
    <li className={classes.row}>
      <span className={classes.who}>
        <strong>
          <bdi>{apiKey.name}</bdi>
        </strong>
        <span className={classes.what}>
          <Ltr>{apiKey.start}…</Ltr> · {t(`role.${apiKey.role}`)}
          {' · '}
          {apiKey.expiresAt
            ? t('apiKeys.until', { day: writtenDay(language, apiKey.expiresAt, tenant.timeZone) })
            : t('apiKeys.lives.0')}
        </span>
        <span className={classes.what}>
          {apiKey.lastUsedAt
            ? t('apiKeys.lastUsed', { at: writtenMoment(language, apiKey.lastUsedAt, tenant.timeZone) })
            : t('apiKeys.neverUsed')}
        </span>
      </span>
      <Button
        variant="subtle"
        color="gray"
        aria-label={t('apiKeys.revokeNamed', { name: isolate(apiKey.name) })}
        onClick={onRevoke}
      >
        {t('apiKeys.revoke')}
      </Button>
    </li>
  );
};
