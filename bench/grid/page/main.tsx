import '@mantine/core/styles.css';
import '../../../renderer/app/theme.css';
import { MantineProvider } from '@mantine/core';
import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import { startMessages } from '../../../renderer/app/messages/index.ts';
import { dragTo, jumpToLast, placeReached, watchFrames } from './driving.ts';

Object.assign(window, { driving: { dragTo, jumpToLast, placeReached, watchFrames } });

const asked = new URLSearchParams(location.search);
const rows = Number(asked.get('rows'));

const ENGINES: Readonly<Record<string, () => Promise<{ default: ComponentType<{ rows: number }> }>>> = {
  ours: () => import('./Ours.tsx'),
  hightable: () => import('./HighTablePeer.tsx'),
  virtual: () => import('./VirtualPeer.tsx'),
};

const load = ENGINES[asked.get('engine') ?? ''];
const root = document.getElementById('root');
if (load === undefined || root === null) throw new Error('no such engine');
await startMessages('en');
const { default: Engine } = await load();
createRoot(root).render(
  <MantineProvider>
    <div style={{ position: 'relative', width: 1200, height: 720 }}>
      <Engine rows={rows} />
    </div>
  </MantineProvider>,
);
