import type { Adjustment } from '@regulars/sdk';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { forms } from '../drafts/forms.ts';
import { regulars } from '../session/regulars.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { type FieldErrors, fieldErrorText } from '../ui/field-errors.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { Line } from '../ui/lines.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useFirstWrong } from '../ui/use-first-wrong.ts';
import { wholeNumberIn } from '../ui/whole-number-in.ts';
import { writtenNumber } from '../ui/written.ts';
import classes from './points-dialog.module.css';
import { PointsLine } from './points-line.tsx';
import { usePointsWork } from './use-points-work.ts';

interface Props {
  customerId: string;
  balance: number;
  onClose: () => void;
}

const ways = ['give', 'take'] as const;
const empty = { way: 'give' as (typeof ways)[number], points: '', reason: '' };

/** Gives or takes points for a reason that is told to whoever reads the ledger. */
export const AdjustDialog = ({ customerId, balance, onClose }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const form = useRef<HTMLFormElement>(null);
  const work = usePointsWork(
    forms.points(customerId, 'adjust'),
    empty,
    (body: Adjustment, options) => regulars.loyalty.adjust(customerId, body, options),
    onClose,
  );
  const { way, points: typed, reason } = work.values;
  const number = wholeNumberIn(typed);
  const points = number && (way === 'give' ? number : -number);
  useFirstWrong(form, work.errors);

  const submit = () => {
    const found: FieldErrors = {
      ...(!points && { points: typed.trim() === '' ? 'required' : 'invalid_value' }),
      ...(reason.trim() === '' && { reason: 'required' }),
    };
    const isRight = points && Object.keys(found).length === 0;
    work.submit(found, isRight ? { points, reason: reason.trim() } : null);
  };

  return (
    <Dialog isRestored={work.isRestored} onClose={onClose} title={t('loyalty.adjust')}>
      <DialogForm
        ref={form}
        action={t(`loyalty.${way}`)}
        isPending={work.isPending}
        onSubmit={submit}
        onCancel={onClose}
      >
        <p className={classes.balance}>
          {t('loyalty.balance')} <Ltr>{writtenNumber(language, balance)}</Ltr>
        </p>
        <fieldset className={classes.which}>
          <legend className="visually-hidden">{t('loyalty.adjust')}</legend>
          {ways.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="way"
                checked={way === each}
                onChange={() => work.set({ way: each })}
              />
              {t(`loyalty.${each}`)}
            </label>
          ))}
        </fieldset>
        <PointsLine
          value={typed}
          onChange={(points) => work.set({ points })}
          error={work.pointsError}
          description={t('loyalty.afterwards', {
            balance: isolateLtr(writtenNumber(language, Math.max(0, balance + (points ?? 0)))),
          })}
        />
        <Line
          name="reason"
          label={t('loyalty.reason')}
          maxLength={500}
          value={reason}
          error={fieldErrorText(t, work.errors, 'reason')}
          onChange={(event) => work.set({ reason: event.currentTarget.value })}
        />
        {work.problem && <ProblemAlert error={work.problem} />}
      </DialogForm>
    </Dialog>
  );
};
