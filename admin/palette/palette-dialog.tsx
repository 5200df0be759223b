import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Hit } from '../customers/hit.tsx';
import { useHits } from '../customers/use-hits.ts';
import { useSingleKeys } from '../shell/use-single-keys.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Finder, type Found } from '../ui/finder.tsx';
import { Keys } from '../ui/keys.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { saysWords } from '../ui/says-words.ts';
import { capsOf, isSingleKey } from '../ui/shortcuts.ts';
import classes from './palette-dialog.module.css';
import { type Openable, useCommands } from './use-commands.ts';

const shownHits = 6;

interface Props {
  onClose: () => void;
  /** Closes the palette, then does it. */
  onChoose: (act: () => void) => void;
  onOpen: (what: Openable) => void;
}

/** Pages, actions and customers by a few characters of what they are called. */
export const PaletteDialog = ({ onClose, onChoose, onOpen }: Props) => {
  const { t } = useTranslation();
  const router = useRouter();
  const [singleKeys] = useSingleKeys();
  const [text, setText] = useState('');
  const { hits, settled, error, retry } = useHits(text, shownHits);

  const commands = useCommands(onOpen).filter(({ label }) => saysWords([label], text));
  const found: Found[] = [
    ...commands.map(({ label, group, shortcut, act }) => ({
      key: label,
      group: t(`palette.${group}`),
      content: (
        <>
          <span className={classes.label}>{label}</span>
          {shortcut && (singleKeys || !isSingleKey(shortcut)) && <Keys caps={capsOf(shortcut)} />}
        </>
      ),
      take: () => onChoose(act),
    })),
    ...hits.map((customer) => ({
      key: customer.id,
      group: t('customers.title'),
      content: <Hit customer={customer} />,
      take: () =>
        onChoose(() => void router.navigate({ to: '/dashboard/customers/$id', params: { id: customer.id } })),
    })),
  ];
  const nothing = settled && !error && found.length === 0;

  return (
    <Dialog wide onClose={onClose} title={t('palette.title')}>
      <div className={classes.palette}>
        <Finder
          label={t('palette.label')}
          placeholder={t('palette.label')}
          listLabel={t('palette.found')}
          text={text}
          onText={setText}
          found={found}
          preferred={commands[0]?.label ?? hits.find(({ match }) => match !== 'similar')?.id}
          settled={settled || commands.length > 0}
          status={nothing ? t('palette.nothing') : ''}
        />
        {nothing && <p className={classes.nothing}>{t('palette.nothing')}</p>}
        {error && <ProblemAlert error={error} onRetry={retry} />}
      </div>
    </Dialog>
  );
};
