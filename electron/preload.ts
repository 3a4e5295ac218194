import { contextBridge, ipcRenderer } from 'electron';
import type { ShellCalls } from './shell-calls.ts';

/** All that the page gets of the shell: where the core is, and two dialogs. No channels, no Node, no files. */
const connection = ipcRenderer.sendSync('luthier:connection' satisfies keyof ShellCalls) as ReturnType<
  ShellCalls['luthier:connection']
>;

const invoke = (name: keyof ShellCalls) => () => ipcRenderer.invoke(name) as Promise<string | null>;

contextBridge.exposeInMainWorld('luthier', {
  connection,
  chooseFile: invoke('luthier:choose-file'),
  chooseFolder: invoke('luthier:choose-folder'),
});
