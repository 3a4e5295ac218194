import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { theme } from './theme.ts';

const colorScheme = localStorageColorSchemeManager({ key: 'luthier.theme' });

/** Everything in the look of Luthier, light or dark as it was chosen here before. */
export function Themed({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorScheme}>
      {children}
    </MantineProvider>
  );
}
