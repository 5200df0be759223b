import { Button } from '@mantine/core';
import { type Account, isProblem, type StartedTwoFactor } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regulars } from '../session/regulars.ts';
import layout from '../settings/settings-form.module.css';
import { Line } from '../ui/lines.tsx';
import { PasswordLine } from '../ui/password-line.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { ShownOnce } from '../ui/shown-once.tsx';
import { useFirstWrong } from '../ui/use-first-wrong.ts';
import classes from './account.module.css';
import { accountQuery, accountSessionsQuery } from './account-queries.ts';
import { BackupCodes } from './backup-codes.tsx';
import { QrCode } from './qr-code.tsx';

type Step = 'start' | 'stop' | 'renew';

/** A code of an app beside the password: setting it up, new backup codes, switching it off. */
export const TwoFactorSection = ({ account }: { account: Account }) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState<{ password?: string; code?: string }>({});
  const [started, setStarted] = useState<StartedTwoFactor | null>(null);
  const [backupCodes, setBackupCodes] = useState<string[] | null>(null);
  useFirstWrong(form, missing);

  const took = (saved: Account) => {
    queryClient.setQueryData(accountQuery.queryKey, saved);
    // The session goes on under another id.
    void queryClient.invalidateQueries(accountSessionsQuery);
  };
  const prove = useMutation({
    mutationFn: async ({ step, password }: { step: Step; password: string }) => {
      setBackupCodes(null);
      if (step === 'start') setStarted(await regulars.account.startTwoFactor({ password }));
      else if (step === 'stop') took(await regulars.account.stopTwoFactor({ password }));
      else setBackupCodes((await regulars.account.renewBackupCodes({ password })).backupCodes);
    },
    onSuccess: () => form.current?.reset(),
    onError: (error) => {
      if (isProblem(error, 'wrong_password')) setMissing({ password: t('problem.wrong_password') });
    },
  });
  const confirm = useMutation({
    mutationFn: (code: string) => regulars.account.confirmTwoFactor({ code }),
    onSuccess: (saved) => {
      took(saved);
      setStarted(null);
    },
    onError: (error) => {
      if (isProblem(error, 'wrong_second_factor')) setMissing({ code: t('problem.wrong_second_factor') });
    },
  });

  const text = (field: string) => (form.current!.elements.namedItem(field) as HTMLInputElement).value;
  const submitPassword = (step: Step) => {
    if (prove.isPending) return;
    const password = text('password');
    setMissing(password ? {} : { password: t('fieldError.required') });
    if (password) prove.mutate({ step, password });
  };
  const submitCode = (event: FormEvent) => {
    event.preventDefault();
    if (confirm.isPending) return;
    const code = text('code').trim();
    setMissing(code ? {} : { code: t('fieldError.required') });
    if (code) confirm.mutate(code);
  };
  const problem = [prove.error, confirm.error].find((error) => error !== null);

  return (
    <Section title={t('twoFactor.title')}>
      {started ? (
        <form ref={form} noValidate onSubmit={submitCode} className={layout.form}>
          <p className={classes.step}>{t('twoFactor.scan')}</p>
          <QrCode text={started.uri} label={t('twoFactor.qr')} />
          <ShownOnce label={t('twoFactor.secret')} hint={t('twoFactor.secretHint')} secret={started.secret} />
          <BackupCodes codes={started.backupCodes} />
          <Line
            name="code"
            dir="ltr"
            label={t('twoFactor.code')}
            description={t('twoFactor.confirmHint')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            error={missing.code}
          />
          {problem && Object.keys(missing).length === 0 && <ProblemAlert error={problem} />}
          <div className={layout.actions}>
            <Button type="submit" loading={confirm.isPending}>
              {t('twoFactor.confirm')}
            </Button>
            <Button variant="default" onClick={() => setStarted(null)}>
              {t('action.cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <form
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submitPassword(account.twoFactor ? 'renew' : 'start');
          }}
          className={layout.form}
        >
          <p className={layout.lead}>{t(account.twoFactor ? 'twoFactor.isOn' : 'twoFactor.isOff')}</p>
          <input type="hidden" name="username" autoComplete="username" value={account.email} />
          <PasswordLine
            name="password"
            label={t('account.currentPassword')}
            autoComplete="current-password"
            error={missing.password}
          />
          {problem && Object.keys(missing).length === 0 && <ProblemAlert error={problem} />}
          {backupCodes && <BackupCodes codes={backupCodes} />}
          <div className={layout.actions}>
            <Button type="submit" loading={prove.isPending}>
              {t(account.twoFactor ? 'twoFactor.renew' : 'twoFactor.start')}
            </Button>
            {account.twoFactor && (
              <Button variant="default" disabled={prove.isPending} onClick={() => submitPassword('stop')}>
                {t('twoFactor.stop')}
              </Button>
            )}
          </div>
        </form>
      )}
    </Section>
  );
};
