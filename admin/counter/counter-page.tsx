import { IconUserPlus } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Hit } from '../customers/hit.tsx';
import { useQuickCreate } from '../customers/quick-create.tsx';
import { prefillOf } from '../customers/typed.ts';
import { useHits } from '../customers/use-hits.ts';
import { useMay } from '../session/use-may.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Finder, type Found } from '../ui/finder.tsx';
import { Heading } from '../ui/heading.tsx';
import { isolate, isolateLtr } from '../ui/isolate.ts';
import { Keys } from '../ui/keys.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useShortcut } from '../ui/use-shortcut.ts';
import { writtenNumber } from '../ui/written.ts';
import classes from './counter-page.module.css';

/** More than these nobody reads with a queue in front of the counter: one digit more says who is meant. */
const shownHits = 8;
const adding = 'add';

const keys = [
  { caps: ['↑', '↓'], does: 'choose' },
  { caps: ['Enter'], does: 'take' },
  { caps: ['Esc'], does: 'empty' },
] as const;

/**
 * One field for whoever stands at the counter: Enter opens who is found, or goes on to adding. Who was added is told
 * by a toast that leads there, and the field is empty and ready: the next in line is waiting.
 */
export const CounterPage = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const router = useRouter();
  const may = useMay();
  const quickCreate = useQuickCreate();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  /** When the first character of `text` was typed. */
  const begun = useRef(0);
  const { hits, total, settled, error, retry } = useHits(text, shownHits);
  const typed = text.trim();

  const focus = () => field.current?.select();
  useShortcut('search', focus);
  useShortcut('counter', focus);

  const type = (value: string) => {
    if (typed === '' || value.trim().length <= 1) begun.current = performance.now();
    setText(value);
  };

  const add = (typedSince: () => string) =>
    quickCreate(prefillOf(typed), { typedSince, begun: begun.current, onSaved: () => setText('') });

  const found: Found[] = hits.map((customer) => ({
    key: customer.id,
    content: <Hit customer={customer} />,
    take: () => void router.navigate({ to: '/dashboard/customers/$id', params: { id: customer.id } }),
  }));
  if (typed !== '' && may('createCustomer')) {
    found.push({
      key: adding,
      content: (
        <>
          <IconUserPlus size={18} className={classes.icon} aria-hidden />
          <span>{t('counter.add', { search: isolate(typed) })}</span>
        </>
      ),
      take: add,
    });
  }
  // Whoever is only similar is offered, and opened by nobody's mistake; nor is a customer added whom nobody looked for.
  const met = hits.find(({ match }) => match !== 'similar');
  const preferred = met?.id ?? (settled && !error ? adding : undefined);

  return (
    <div className={classes.page}>
      <PageTitle>{t('counter.title')}</PageTitle>
      <Heading>{t('counter.title')}</Heading>
      <p className={classes.lead}>{t(may('createCustomer') ? 'counter.lead' : 'counter.leadViewer')}</p>
      <Finder
        ref={field}
        label={t('counter.label')}
        placeholder={t('counter.label')}
        listLabel={t('counter.found')}
        size="lg"
        text={text}
        onText={type}
        found={found}
        preferred={preferred}
        settled={settled}
        status={
          typed === ''
            ? ''
            : total === 0
              ? t('empty.notFound', { search: isolate(typed) })
              : t('customers.found', { count: total, total: isolateLtr(writtenNumber(language, total)) })
        }
        onEscape={() => setText('')}
      />
      {error && <ProblemAlert error={error} onRetry={retry} />}
      {typed !== '' && settled && !error && hits.length === 0 && (
        <p className={classes.nobody}>
          {t('empty.notFound', { search: isolate(typed) })}. {t('empty.tryOther')}
        </p>
      )}
      <p className={classes.keys} aria-hidden>
        {keys.map(({ caps, does }) => (
          <span key={does}>
            <Keys caps={caps} /> {t(`counter.keys.${does}`)}
          </span>
        ))}
      </p>
    </div>
  );
};
