import { Button } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { otherLanguage, speak } from './language.ts';
import { useLanguage } from './use-language.ts';

/** Offers the other language, named in that language. */
export const LanguageSwitch = () => {
  const other = otherLanguage(useLanguage());
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-md"
      lang={other.code}
      flex="none"
      leftSection={<IconLanguage size={16} aria-hidden />}
      onClick={() => speak(other.code)}
    >
      {other.name}
    </Button>
  );
};
