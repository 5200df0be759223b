import { Button } from '@mantine/core';
import type { CustomerWithAddresses } from '@regulars/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import Cropper, { type Area } from 'react-easy-crop';
import { useTranslation } from 'react-i18next';
import { customerQuery } from '../customers/customer-query.ts';
import { customersKey } from '../customers/customers-query.ts';
import { regulars } from '../session/regulars.ts';
import { styleNonce } from '../shell/style-nonce.ts';
import { useLanguage } from '../shell/use-language.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { isolate } from '../ui/isolate.ts';
import { Notice } from '../ui/notice.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { writtenBytes } from '../ui/written.ts';
import classes from './avatar-dialog.module.css';
import { pictureIn, squareOf } from './square-of.ts';

/** What a phone's camera makes, and more would only keep the page busy. */
const largest = 20 * 1024 * 1024;

interface Props {
  customer: CustomerWithAddresses;
  onClose: () => void;
}

/** Chooses a picture and the part of it that is shown; or takes the one that there is away. */
export const AvatarDialog = ({ customer, onClose }: Props) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const [crop, setCrop] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [part, setPart] = useState<Area>();
  const [wrong, setWrong] = useState<'tooLarge' | 'unreadable'>();
  const [picture, setPicture] = useState<string>();

  const adopt = (changed: CustomerWithAddresses) => {
    queryClient.setQueryData(customerQuery(changed.id).queryKey, changed);
    void queryClient.invalidateQueries({ queryKey: customersKey });
    onClose();
  };
  const save = useMutation({
    mutationFn: async () => regulars.avatars.set(customer.id, await squareOf(picture!, part!)),
    onSuccess: adopt,
  });
  const remove = useMutation({
    mutationFn: () => regulars.avatars.remove(customer.id),
    onSuccess: adopt,
  });

  const take = async (file: File | undefined) => {
    if (!file) return;
    save.reset();
    setPicture(undefined);
    setPart(undefined);
    setWrong(undefined);
    setZoom(1);
    setCrop({ x: 0, y: 0 });
    if (file.size > largest) return setWrong('tooLarge');
    try {
      setPicture(await pictureIn(file));
    } catch {
      setWrong('unreadable');
    }
  };

  return (
    <Dialog onClose={onClose} title={t('avatar.title')}>
      <DialogForm
        action={t('avatar.save')}
        isPending={save.isPending}
        disabled={!part || remove.isPending}
        onSubmit={() => save.mutate()}
        onCancel={onClose}
        more={
          customer.avatarVersion !== null && (
            <Button
              variant="default"
              loading={remove.isPending}
              disabled={save.isPending}
              onClick={() => remove.mutate()}
            >
              {t('avatar.remove')}
            </Button>
          )
        }
      >
        <label className={classes.choose}>
          <strong>{t('avatar.choose')}</strong>
          <input
            type="file"
            className="visually-hidden"
            data-autofocus
            accept="image/*"
            onChange={({ currentTarget }) => void take(currentTarget.files?.[0])}
          />
          <span>{t('avatar.kinds', { size: isolate(writtenBytes(language, largest)) })}</span>
        </label>
        {wrong && <Notice tone="problem">{t(`avatar.${wrong}`)}</Notice>}
        {picture && (
          <>
            {/* It moves by what is left and right on the screen, whichever way the page reads. */}
            <div className={classes.crop} dir="ltr">
              <Cropper
                image={picture}
                crop={crop}
                zoom={zoom}
                maxZoom={4}
                aspect={1}
                cropShape="round"
                showGrid={false}
                nonce={styleNonce}
                cropperProps={{ 'aria-label': t('avatar.part'), role: 'group' }}
                onCropChange={setCrop}
                onZoomChange={setZoom}
                onCropComplete={(_, pixels) => setPart(pixels)}
              />
            </div>
            <label className={classes.zoom}>
              {t('avatar.zoom')}
              <input
                type="range"
                min={1}
                max={4}
                step={0.1}
                value={zoom}
                onChange={({ currentTarget }) => setZoom(Number(currentTarget.value))}
              />
            </label>
            <p className={classes.hint}>{t('avatar.hint')}</p>
          </>
        )}
        {save.isError && <ProblemAlert error={save.error} />}
        {remove.isError && <ProblemAlert error={remove.error} />}
      </DialogForm>
    </Dialog>
  );
};
