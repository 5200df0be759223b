import { DirectionContext, MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { I18nextProvider } from 'react-i18next';
import type { routerOf } from '../routes/router.ts';
import { directionOf, i18n } from './language.ts';
import { styleNonce } from './style-nonce.ts';
import { colorSchemeManager, cssVariables, theme } from './theme.ts';
import { useLanguage } from './use-language.ts';

interface Props {
  queryClient: QueryClient;
  router: ReturnType<typeof routerOf>;
}

const Page = ({ router }: Pick<Props, 'router'>) => {
  const dir = directionOf(useLanguage());
  return (
    // The language alone decides the direction: nothing may set or toggle it on its own.
    <DirectionContext.Provider value={{ dir, setDirection: () => {}, toggleDirection: () => {} }}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="auto"
        getStyleNonce={() => styleNonce}
      >
        <RouterProvider router={router} />
      </MantineProvider>
    </DirectionContext.Provider>
  );
};

export const App = ({ queryClient, router }: Props) => (
  <I18nextProvider i18n={i18n}>
    <QueryClientProvider client={queryClient}>
      <Page router={router} />
    </QueryClientProvider>
  </I18nextProvider>
);
