import { localStorageColorSchemeManager, MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useT } from './messages/index.ts';
import { theme } from './theme.ts';

const colorScheme = localStorageColorSchemeManager({ key: 'luthier.theme' });

/** Everything in the look of Luthier, light or dark as it was chosen here before. */
export function Themed({ children }: { readonly children: ReactNode }) {
  const t = useT('ui');
  const close = t('close');
  // What closes a dialog says so, in the language of the page.
  const inLanguage = useMemo(() => {
    const defaultProps = { closeButtonProps: { 'aria-label': close } };
    return mergeThemeOverrides(theme, { components: { Modal: { defaultProps }, Drawer: { defaultProps } } });
  }, [close]);

  return (
    <MantineProvider theme={inLanguage} defaultColorScheme="auto" colorSchemeManager={colorScheme}>
      {children}
    </MantineProvider>
  );
}
