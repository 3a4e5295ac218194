import { useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { lazy, Suspense, useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import type { Shell } from '../../../native-bridge/contract/index.ts';
import { Waiting } from '../../ui/index.ts';
import { WindowBoundary } from '../Boundaries.tsx';
import { CommandsProvider, useCommands } from '../commands.tsx';
import { useCommandKeys } from '../keys.ts';
import { useLanguage } from '../messages/index.ts';
import { chooseLanguage } from '../settings.ts';
import { Palette } from '../shell/Palette.tsx';
import { SandboxBanner } from '../shell/SandboxBanner.tsx';
import { ShortcutSheet } from '../shell/ShortcutSheet.tsx';
import { frameCommands } from '../shell/shell-commands.ts';
import { Themed } from '../Themed.tsx';
import { useNativeMenu } from '../use-native-menu.ts';
import { WelcomeHeader } from './WelcomeHeader.tsx';
import styles from './WelcomePage.module.css';
import { WelcomePage } from './WelcomePage.tsx';

const HelpPage = lazy(() => import('../help/HelpPage.tsx').then(help => ({ default: help.HelpPage })));

/** The window of the desktop app while no project is open: no core is asked anything. */
export function WelcomeApp({ shell }: { readonly shell: Shell }) {
  return (
    <Themed>
      <WindowBoundary diagnostics={shell.diagnostics}>
        <CommandsProvider>
          <Frame shell={shell} />
        </CommandsProvider>
      </WindowBoundary>
    </Themed>
  );
}

function Frame({ shell }: { readonly shell: Shell }) {
  const [, go] = useLocation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const language = useLanguage();
  const [sheetOpen, setSheetOpen] = useState(false);
  useCommands(
    frameCommands({
      togglePalette: spotlight.toggle,
      toggleSheet: () => setSheetOpen(now => !now),
      theme: colorScheme,
      language,
      setTheme: setColorScheme,
      setLanguage: chooseLanguage,
      openHelp: () => go('/help/getting-started'),
      copyDiagnostics: () => void shell.diagnostics().then(text => navigator.clipboard.writeText(text)),
    }),
  );
  useCommandKeys();
  useNativeMenu();

  return (
    <div className={styles.frame}>
      <WelcomeHeader onSheet={() => setSheetOpen(true)} />
      <main className={styles.main} tabIndex={-1}>
        <SandboxBanner />
        <Suspense fallback={<Waiting shape="page" />}>
          <Switch>
            <Route path="/help/:page?">{({ page }) => <HelpPage page={page} />}</Route>
            <Route>
              <WelcomePage shell={shell} />
            </Route>
          </Switch>
        </Suspense>
      </main>
      <Palette />
      <ShortcutSheet opened={sheetOpen} onClose={() => setSheetOpen(false)} />
    </div>
  );
}
