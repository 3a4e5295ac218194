import '@mantine/core/styles.css';
import '@mantine/spotlight/styles.css';
import './theme.css';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Connection, findAddress } from '../rpc/index.ts';
import { App } from './App.tsx';
import { startMessages } from './messages/index.ts';
import { NoToken } from './NoToken.tsx';
import { savedLanguage } from './settings.ts';
import { WelcomeApp } from './welcome/WelcomeApp.tsx';

/** Finds the core, learns the language, draws the page. */
export async function start(): Promise<void> {
  const place = document.getElementById('root');
  if (!place) throw new Error('index.html has no #root');

  await startMessages(savedLanguage());
  createRoot(place).render(<StrictMode>{page()}</StrictMode>);
}

/** The project that is open; in the desktop app without one the welcome page; in a browser why there is none. */
function page(): ReactNode {
  const address = findAddress();
  // The page is drawn while its core still starts.
  if (address) return <App bridge={new Connection(address, undefined, window.luthier?.coreReady() ?? null)} />;
  return window.luthier ? <WelcomeApp shell={window.luthier} /> : <NoToken />;
}
