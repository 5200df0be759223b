import { Button } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useChooseLanguage } from '../account/use-choose-language.ts';
import { otherLanguage } from './language.ts';
import { useLanguage } from './use-language.ts';

/** Offers the other language, named in that language. */
export const LanguageSwitch = () => {
  const choose = useChooseLanguage();
  const other = otherLanguage(useLanguage());
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-md"
      lang={other.code}
      flex="none"
      leftSection={<IconLanguage size={16} aria-hidden />}
      onClick={() => choose(other.code)}
    >
      {other.name}
    </Button>
  );
};
