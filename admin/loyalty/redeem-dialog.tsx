import type { Redemption } from '@regulars/sdk';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { forms } from '../drafts/forms.ts';
import { regulars } from '../session/regulars.ts';
import { useSession } from '../session/session-query.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { fieldErrorText } from '../ui/field-errors.ts';
import { isolate } from '../ui/isolate.ts';
import { Line } from '../ui/lines.tsx';
import { Ltr } from '../ui/ltr.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useFirstWrong } from '../ui/use-first-wrong.ts';
import { wholeNumberIn } from '../ui/whole-number-in.ts';
import { writtenMoney, writtenNumber } from '../ui/written.ts';
import classes from './points-dialog.module.css';
import { PointsLine } from './points-line.tsx';
import { usePointsWork } from './use-points-work.ts';
import { worth } from './worth.ts';

interface Props {
  customerId: string;
  balance: number;
  /** What a point is worth in the currency; null: not in money. */
  pointValue: string | null;
  onClose: () => void;
}

const empty = { points: '', reason: '' };

/** Spends points. Whether there are enough, the server knows: somebody else may be spending them at this moment. */
export const RedeemDialog = ({ customerId, balance, pointValue, onClose }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tenant } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const work = usePointsWork(
    forms.points(customerId, 'redeem'),
    empty,
    (body: Redemption, options) => regulars.loyalty.redeem(customerId, body, options),
    onClose,
  );
  const { points: typed, reason } = work.values;
  const points = wholeNumberIn(typed);
  useFirstWrong(form, work.errors);

  const submit = () => {
    if (points) work.submit({}, { points, ...(reason.trim() && { reason: reason.trim() }) });
    else work.submit({ points: typed.trim() === '' ? 'required' : 'invalid_value' }, null);
  };

  return (
    <Dialog isRestored={work.isRestored} onClose={onClose} title={t('loyalty.redeemTitle')}>
      <DialogForm
        ref={form}
        action={t('loyalty.redeem')}
        isPending={work.isPending}
        onSubmit={submit}
        onCancel={onClose}
      >
        <p className={classes.balance}>
          {t('loyalty.balance')} <Ltr>{writtenNumber(language, balance)}</Ltr>
        </p>
        <PointsLine
          value={typed}
          onChange={(points) => work.set({ points })}
          error={work.pointsError}
          {...(pointValue && {
            description: t('loyalty.worth', {
              amount: isolate(
                writtenMoney(language, {
                  amount: worth(points ?? 0, pointValue),
                  currency: tenant.currency,
                }),
              ),
            }),
          })}
        />
        <Line
          name="reason"
          label={t('loyalty.whatFor')}
          optional
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
