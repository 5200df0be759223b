import { Button, Skeleton } from '@mantine/core';
import type { MergeChoices } from '@regulars/sdk';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customersKey } from '../customers/customers-query.ts';
import { forms } from '../drafts/forms.ts';
import { useDraft, useKeep } from '../drafts/use-draft.ts';
import { regulars } from '../session/regulars.ts';
import { useMay } from '../session/use-may.ts';
import { useLanguage } from '../shell/use-language.ts';
import { isolateLtr } from '../ui/isolate.ts';
import { Line } from '../ui/lines.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Restored } from '../ui/restored.tsx';
import { Section } from '../ui/section.tsx';
import { showUndoToast } from '../ui/undo-toast.tsx';
import { useIntention } from '../ui/use-intention.ts';
import { MergeFields } from './merge-fields.tsx';
import { MergeMoves } from './merge-moves.tsx';
import classes from './merge-page.module.css';
import { previewQuery, type ToMerge } from './merge-queries.ts';
import { movedText } from './moved-text.ts';
import { useUndoMerge } from './use-undo-merge.tsx';

const route = getRouteApi('/signed-in/dashboard/customers/merge');

const otherSide = { source: 'target', target: 'source' } as const;

/** Two customers side by side, what they would become as it is chosen, and the merge itself. */
export const MergePage = () => {
  const { source, target, from } = route.useSearch();
  const { t } = useTranslation();
  if (source && target && source !== target)
    return <MergeForm key={[source, target].sort().join(' ')} source={source} target={target} from={from} />;
  return (
    <Page wide title={t('merge.title')}>
      <p>{t('merge.takesTwo')}</p>
      <Link to="/dashboard/duplicates">{t('merge.toDuplicates')}</Link>
    </Page>
  );
};

interface Props {
  source: string;
  target: string;
  from: 'duplicates' | undefined;
}

/** What the form holds. */
interface Values {
  fields: MergeChoices;
  reason: string;
}

const MergeForm = ({ source, target, from }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const may = useMay();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [untouched] = useState<Values>(() => ({ fields: {}, reason: t('merge.usualReason') }));
  const draft = useDraft(forms.merge([source, target]), untouched);
  const [isRestored, setIsRestored] = useState(draft.restored.values !== undefined);
  const [values, setValues] = useState(draft.restored.values ?? untouched);
  const { fields, reason } = values;
  const isTouched = Object.keys(fields).length > 0 || reason !== untouched.reason;
  useKeep(draft, isTouched ? values : null);
  const setFields = (change: (fields: MergeChoices) => MergeChoices) =>
    setValues((now) => ({ ...now, fields: change(now.fields) }));
  const [isReasonMissing, setReasonMissing] = useState(false);
  const undo = useUndoMerge();

  const toMerge: ToMerge = { sourceCustomerId: source, targetCustomerId: target, fields };
  const { data: preview, error, isPlaceholderData, refetch } = useQuery(previewQuery(toMerge));

  const intention = useIntention(draft);
  const merge = useMutation({
    mutationFn: () => {
      const body = { ...toMerge, reason: reason.trim() };
      return regulars.merges.merge(body, { idempotencyKey: intention.keyFor(body) });
    },
    onSuccess: async (merged) => {
      const gone = isolateLtr(preview!.source.customerNumber);
      const stays = isolateLtr(merged.customer.customerNumber);
      const moved = movedText(t, language, merged);
      showUndoToast(
        t,
        [t('merge.done', { gone, stays }), moved].filter(Boolean).join(' '),
        may('undoMerge') ? () => undo.mutate(merged.mergeId) : undefined,
      );
      void queryClient.invalidateQueries({ queryKey: customersKey });
      // Back does not lead to what is done.
      const replace = true;
      if (from === 'duplicates') await router.navigate({ to: '/dashboard/duplicates', replace });
      else
        await router.navigate({
          to: '/dashboard/customers/$id',
          params: { id: merged.customer.id },
          replace,
        });
    },
    onError: (error) => intention.answered(error),
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setReasonMissing(reason.trim() === '');
    if (reason.trim() !== '' && !merge.isPending) merge.mutate();
  };

  const swap = () => {
    // What was chosen stays chosen: the sides change, the values do not.
    setFields((chosen) =>
      Object.fromEntries(Object.entries(chosen).map(([field, side]) => [field, side && otherSide[side]])),
    );
    void router.navigate({
      to: '/dashboard/customers/merge',
      search: { source: target, target: source, ...(from && { from }) },
      replace: true,
    });
  };

  return (
    <Page
      wide
      title={t('merge.title')}
      actions={
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconArrowsExchange size={16} aria-hidden />}
          onClick={swap}
        >
          {t('merge.swap')}
        </Button>
      }
    >
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!preview && !error && <Skeleton height={320} radius="md" />}
      {preview && isRestored && isTouched && (
        <Restored
          onDiscard={() => {
            setIsRestored(false);
            setValues(untouched);
          }}
        />
      )}
      {preview && (
        <form onSubmit={submit} className={classes.form} aria-busy={isPlaceholderData}>
          {preview.warnings.length > 0 && (
            <Notice tone="caution" title={t('merge.lookTwice')}>
              <ul className={classes.warnings}>
                {preview.warnings.map((warning) => (
                  <li key={warning}>{t(`merge.warning.${warning}`)}</li>
                ))}
              </ul>
            </Notice>
          )}
          <Section title={t('merge.fields')}>
            <MergeFields
              preview={preview}
              choices={fields}
              onChoose={(field, side) =>
                setFields(({ [field]: _, ...others }) => (side ? { ...others, [field]: side } : others))
              }
            />
          </Section>
          <Section title={t('merge.moves')}>
            <MergeMoves preview={preview} />
          </Section>
          {may('mergeCustomers') ? (
            <div className={classes.confirm}>
              <Line
                name="reason"
                label={t('merge.reason')}
                maxLength={500}
                value={reason}
                error={isReasonMissing && t('fieldError.required')}
                onChange={({ currentTarget: { value } }) => setValues((now) => ({ ...now, reason: value }))}
              />
              {merge.isError && <ProblemAlert error={merge.error} />}
              <div className={classes.actions}>
                <Button type="submit" loading={merge.isPending} disabled={isPlaceholderData}>
                  {t('merge.submit', {
                    gone: isolateLtr(preview.source.customerNumber),
                    stays: isolateLtr(preview.target.customerNumber),
                  })}
                </Button>
                <span className={classes.hint}>{t('merge.canBeUndone')}</span>
              </div>
            </div>
          ) : (
            <p className={classes.hint}>{t('merge.askAdmin')}</p>
          )}
        </form>
      )}
    </Page>
  );
};
