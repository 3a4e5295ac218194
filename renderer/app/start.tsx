import '@mantine/core/styles.css';
import '@mantine/spotlight/styles.css';
import './theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Connection, findAddress } from '../rpc/index.ts';
import { App } from './App.tsx';
import { startMessages } from './messages/index.ts';
import { NoToken } from './NoToken.tsx';
import { savedLanguage } from './settings.ts';

/** Finds the core, learns the language, draws the page. */
export async function start(): Promise<void> {
  const place = document.getElementById('root');
  if (!place) throw new Error('index.html has no #root');

  await startMessages(savedLanguage());
  const address = findAddress();
  // The window and its core start side by side.
  if (address) await window.luthier?.coreReady();
  const page = address ? <App bridge={new Connection(address)} /> : <NoToken />;
  createRoot(place).render(<StrictMode>{page}</StrictMode>);
}
