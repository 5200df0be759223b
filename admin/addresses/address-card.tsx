import type { Address } from '@regulars/sdk';
import { IconBriefcase, IconHome, IconMapPin } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shell/use-language.ts';
import { isolate } from '../ui/isolate.ts';
import { writtenDistance } from '../ui/written.ts';
import classes from './address-card.module.css';

const icons = { home: IconHome, work: IconBriefcase, other: IconMapPin };

interface Props {
  address: Address;
  children?: ReactNode;
}

/** An address as it is read: the lines as its country writes them. */
export const AddressCard = ({ address, children }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const Icon = icons[address.type];
  return (
    <li className={classes.card} data-address={address.id} data-removed={!address.isActive || undefined}>
      <div className={classes.head}>
        <Icon size={18} aria-hidden className={classes.icon} />
        <h3 tabIndex={-1} className={classes.title}>
          {address.label ? <bdi>{address.label}</bdi> : t(`address.type.${address.type}`)}
        </h3>
        {address.isDefault && <span className={classes.badge}>{t('address.default')}</span>}
      </div>
      <address className={classes.lines}>
        {address.formatted.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else, and two may be the same
          <span key={at}>
            <bdi>{line}</bdi>
          </span>
        ))}
      </address>
      {address.deliveryNotes && (
        <p dir="auto" className={classes.notes}>
          {address.deliveryNotes}
        </p>
      )}
      {address.distanceM !== null && (
        <p className={classes.distance}>
          {t('address.distance', { distance: isolate(writtenDistance(language, address.distanceM)) })}
        </p>
      )}
      {children && <div className={classes.actions}>{children}</div>}
    </li>
  );
};
