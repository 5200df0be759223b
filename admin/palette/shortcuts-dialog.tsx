import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session-query.ts';
import { useMay } from '../session/use-may.ts';
import { SingleKeys } from '../shell/single-keys.tsx';
import { useSingleKeys } from '../shell/use-single-keys.ts';
import { useTour } from '../tour/use-tour.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Keys } from '../ui/keys.tsx';
import { capsOf, isSingleKey, type ShortcutName, shortcuts } from '../ui/shortcuts.ts';
import classes from './shortcuts-dialog.module.css';

/** Every shortcut of the table that the page itself listens by, and whether keys alone are some. */
export const ShortcutsDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const may = useMay();
  const { actor } = useSession();
  const tour = useTour();
  const [singleKeys] = useSingleKeys();
  const allowed: Partial<Record<ShortcutName, boolean>> = {
    add: may('createCustomer'),
    save: may('updateCustomer'),
    openAlike: may('createCustomer'),
    tellApart: may('dismissDuplicate'),
  };
  const names = (Object.keys(shortcuts) as ShortcutName[]).filter((name) => allowed[name] !== false);
  // On its own card the key acts whatever is said here: nobody comes by it by mistake.
  const isOff = (name: ShortcutName) => !singleKeys && isSingleKey(name) && name !== 'tellApart';

  return (
    <Dialog onClose={onClose} title={t('shortcuts.title')}>
      <dl className={classes.shortcuts}>
        {names.map((name) => (
          <div key={name} data-off={isOff(name) || undefined}>
            <dt>
              <Keys caps={capsOf(name)} />
            </dt>
            <dd>
              {t(`shortcuts.${name}`)}
              {isOff(name) && ` (${t('shortcuts.off')})`}
            </dd>
          </div>
        ))}
      </dl>
      <SingleKeys />
      {actor.kind === 'person' && (
        <Button
          variant="default"
          className={classes.tour}
          onClick={() => {
            onClose();
            tour.show();
          }}
        >
          {t('tour.show')}
        </Button>
      )}
    </Dialog>
  );
};
