import { Button } from '@mantine/core';
import { isProblem, type SendCode, type VerifyCode } from '@regulars/sdk';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PhoneField } from '../phones/phone-field.tsx';
import { writtenPhone } from '../phones/written-phone.ts';
import { regulars } from '../session/regulars.ts';
import { useSession } from '../session/session-query.ts';
import { problemText } from '../shell/problem-text.ts';
import { useLanguage } from '../shell/use-language.ts';
import { fieldErrorsOf, fieldErrorText } from '../ui/field-errors.ts';
import { isolate, isolateLtr } from '../ui/isolate.ts';
import { Line } from '../ui/lines.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useIntention } from '../ui/use-intention.ts';
import { writtenTime } from '../ui/written.ts';
import { codeIn } from './code-in.ts';
import { useCountdown } from './use-countdown.ts';
import classes from './verify-phone.module.css';
import { writtenWait } from './written-wait.ts';

export interface Proof {
  /** As it was typed or as the customer has it. */
  phone: string;
  /** Good for one profile, ten minutes long. */
  token: string;
}

interface Props {
  /** Null: asked for here. */
  phone: string | null;
  purpose: SendCode['purpose'];
  onProven: (proof: Proof) => void;
  /** A button beside the others. */
  children?: ReactNode;
}

/** Nulls where a code was sent by somebody else, or before: then only the phone's holder knows it. */
interface Sent {
  length: number | null;
  until: string | null;
}

const shortest = 4;

/** What is said beside the field; anything else is no matter of the phone or the code. */
const isSaidInPlace = (error: unknown) =>
  isProblem(error) &&
  [
    'wrong_code',
    'code_expired',
    'phone_locked',
    'too_many_codes',
    'country_not_allowed',
    'message_refused',
    'messages_unavailable',
    'invalid_request',
  ].includes(error.code);

/** Sends a code to a phone and takes it back from whoever holds the phone. */
export const VerifyPhone = ({ phone, purpose, onProven, children }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant, messageChannels } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState('');
  const [sent, setSent] = useState<Sent | null>(null);
  const [code, setCode] = useState('');
  const [mistake, setMistake] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [wait, startWait] = useCountdown();
  const [channel, setChannel] = useState(messageChannels[0] ?? 'sms');
  const otherChannel = messageChannels.find((one) => one !== channel);
  const to = phone ?? typed.trim();

  const focusField = () =>
    (
      form.current?.querySelector<HTMLElement>('[name="phone"], [name="code"]') ??
      form.current?.querySelector<HTMLElement>('[type="submit"]')
    )?.focus();
  // Each step, and each answer to a try, begins in its field.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these say when
  useEffect(focusField, [sent, problem]);

  const sending = useIntention();
  const send = useMutation({
    mutationFn: async (body: SendCode) => {
      // Waiting is counted from the server's clock: this one's may be wrong.
      let now = Date.now();
      const answer = await regulars.verification.send(body, {
        maxRetries: 0,
        idempotencyKey: sending.keyFor(body),
        onResponse: ({ headers }) => {
          now = Date.parse(headers.get('date') ?? '') || now;
        },
      });
      return { ...answer, wait: (Date.parse(answer.resendAt) - now) / 1000 };
    },
    onSuccess: (answer, { channel: by = 'sms' }) => {
      sending.answered();
      setChannel(by);
      setSent({ length: answer.codeLength, until: answer.expiresAt });
      setCode('');
      setMistake(null);
      setProblem(null);
      startWait(answer.wait);
    },
    onError: (error) => {
      sending.answered(error);
      setMistake(null);
      setProblem(error);
      if (!isProblem(error)) return;
      if (error.retryAfter !== undefined) startWait(error.retryAfter);
      // One may have arrived: it can be entered.
      if (error.code === 'too_many_codes') setSent(sent ?? { length: null, until: null });
    },
  });

  const checking = useIntention();
  const check = useMutation({
    mutationFn: (body: VerifyCode) =>
      regulars.verification.verify(body, { maxRetries: 0, idempotencyKey: checking.keyFor(body) }),
    onSettled: (_, error) => checking.answered(error ?? undefined),
    onError: (error) => {
      setProblem(error);
      if (isProblem(error) && error.status < 500) setCode('');
      if (isProblem(error, 'phone_locked')) startWait(error.retryAfter ?? 0);
    },
  });

  const isLocked = isProblem(problem, 'phone_locked') && wait > 0;
  // A wait that is over is no problem any more.
  const isOver = (isProblem(problem, 'phone_locked') || isProblem(problem, 'too_many_codes')) && wait === 0;
  const current = isOver ? null : problem;

  const enter = (text: string) => {
    const digits = codeIn(text, sent?.length ?? null);
    setMistake(null);
    setCode(digits);
    if (sent?.length != null && digits.length === sent.length && digits !== code) submitCode(digits);
  };
  const submitCode = (digits: string) => {
    if (check.isPending || isLocked) return;
    const length = sent?.length ?? null;
    if (digits.length < (length ?? shortest)) {
      // Enter after the last digit, which has sent the code by itself: what was answered stays to be read.
      if (digits !== '' || current === null) {
        setMistake(length === null ? t('verify.tooShort') : t('verify.incomplete', { count: length }));
      }
      focusField();
      return;
    }
    // Not through the options: whoever closed the dialog meanwhile wants nothing to follow.
    check.mutate(
      { phone: to, purpose, code: digits },
      { onSuccess: ({ verificationToken }) => onProven({ phone: to, token: verificationToken }) },
    );
  };
  const sendCode = (by = channel) => {
    if (send.isPending || wait > 0) return;
    if (to === '') {
      setMistake(t('fieldError.required'));
      focusField();
      return;
    }
    send.mutate({ phone: to, purpose, channel: by });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sent === null) sendCode();
    else submitCode(code);
  };

  const said = () => {
    if (mistake !== null) return mistake;
    if (current === null || !isSaidInPlace(current)) return null;
    if (isProblem(current, 'wrong_code')) return t('verify.wrong', { count: current.attemptsLeft ?? 0 });
    if (isProblem(current, 'phone_locked') && current.lockedUntil) {
      return t('verify.locked', { at: isolate(writtenTime(language, current.lockedUntil, tenant.timeZone)) });
    }
    if (isProblem(current, 'invalid_request')) {
      const errors = fieldErrorsOf(current.errors);
      return fieldErrorText(t, errors, 'phone') ?? problemText(t, current);
    }
    return problemText(t, current);
  };
  const words = said();
  // Only where the deployment can send so.
  const byOther = otherChannel && (
    <Button
      variant="default"
      {...(sent !== null && { size: 'compact-md' })}
      disabled={wait > 0 || send.isPending}
      onClick={() => sendCode(otherChannel)}
    >
      {t(`verify.by.${otherChannel}`)}
    </Button>
  );
  const sentWords =
    sent === null
      ? null
      : sent.until === null
        ? t('verify.maybeSent', { phone: writtenPhone(to) })
        : t('verify.sent', {
            phone: writtenPhone(to),
            at: isolate(writtenTime(language, sent.until, tenant.timeZone)),
          });
  // Read out when it changes. The seconds are not among it.
  const spoken = words ?? (sent !== null && wait === 0 ? t('verify.mayResend') : (sentWords ?? ''));

  return (
    <form ref={form} noValidate onSubmit={submit} className={classes.form}>
      <p role="status" className="visually-hidden">
        {spoken}
      </p>
      {sent === null ? (
        <>
          {phone === null ? (
            <PhoneField
              name="phone"
              label={t('field.phone')}
              size="md"
              value={typed}
              data-autofocus
              error={words}
              onChange={(phone) => {
                setTyped(phone);
                setMistake(null);
                setProblem(null);
                startWait(0);
              }}
            />
          ) : null}
          <p className={classes.lead}>
            {phone === null ? t('verify.leadAsk') : t('verify.lead', { phone: writtenPhone(phone) })}
          </p>
          {phone !== null && words !== null && <p className={classes.problem}>{words}</p>}
        </>
      ) : (
        <>
          <p className={classes.lead}>{sentWords}</p>
          <Line
            name="code"
            label={t('verify.code')}
            size="lg"
            dir="ltr"
            autoComplete="one-time-code"
            inputMode="numeric"
            spellCheck={false}
            classNames={{ wrapper: classes.box, input: classes.code }}
            value={code}
            error={words}
            readOnly={isLocked || check.isPending}
            onChange={(event) => enter(event.currentTarget.value)}
          />
        </>
      )}
      {current !== null && !isSaidInPlace(current) && <ProblemAlert error={current} />}
      <div className={classes.actions}>
        {sent === null ? (
          // Not disabled, which would lose the focus: it has it while its own answer says to wait.
          <Button
            type="submit"
            data-autofocus={phone !== null || undefined}
            loading={send.isPending}
            aria-disabled={wait > 0}
            data-disabled={wait > 0}
          >
            {t('verify.send')}
          </Button>
        ) : (
          <Button type="submit" loading={check.isPending} disabled={isLocked}>
            {t('verify.check')}
          </Button>
        )}
        {sent === null && byOther}
        {phone === null && sent !== null && (
          <Button
            variant="subtle"
            onClick={() => {
              setSent(null);
              setCode('');
              setProblem(null);
              startWait(0);
            }}
          >
            {t('verify.otherPhone')}
          </Button>
        )}
        {children}
      </div>
      {(wait > 0 || sent !== null) && (
        <div className={classes.again}>
          <span>
            {wait > 0 ? t('verify.resendIn', { time: isolateLtr(writtenWait(wait)) }) : t('verify.mayResend')}
          </span>
          {sent !== null && (
            <div className={classes.ways}>
              <Button
                size="compact-md"
                variant="default"
                loading={send.isPending}
                disabled={wait > 0}
                onClick={() => sendCode()}
              >
                {t('verify.sendAgain')}
              </Button>
              {byOther}
            </div>
          )}
        </div>
      )}
    </form>
  );
};
