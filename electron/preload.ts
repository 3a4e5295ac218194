import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Shell, ShellCall, ShellGiven } from '../native-bridge/contract/shell.ts';

/**
 * All that the page gets of the shell: where its core is, and what it may ask. Functions and plain data only: no
 * channels, no events, no Node, no files.
 */
const ask = (call: ShellCall, input: object = {}) => ipcRenderer.invoke(`luthier:${call}`, input);

/** A file knows its path by itself in older Electrons. What was made by the page lies nowhere. */
const pathOf = (dropped: object): string | null => {
  if (!(dropped instanceof File)) return null;
  return (webUtils ? webUtils.getPathForFile(dropped) : (dropped as File & { path?: string }).path) || null;
};

const given = ipcRenderer.sendSync('luthier:given') as ShellGiven;

const shell: Shell = {
  connection: given.connection,
  isUnsandboxed: given.isUnsandboxed,
  noteUnsandboxed: () => ask('noteUnsandboxed'),
  coreReady: () => ask('coreReady'),
  chooseFile: () => ask('chooseFile'),
  chooseFolder: () => ask('chooseFolder'),
  recentProjects: () => ask('recentProjects'),
  forgetProject: folder => ask('forgetProject', { folder }),
  openProject: folder => ask('openProject', { folder }),
  createProject: file => ask('createProject', file === undefined ? {} : { file }),
  openSample: () => ask('openSample'),
  removeSample: () => ask('removeSample'),
  pathOf,
  connect: link => ask('connect', { link }),
  closeProject: () => ask('closeProject'),
  showInFolder: path => ask('showInFolder', { path }),
  openLink: url => ask('openLink', { url }),
  appearance: appearance => ask('appearance', appearance),
  diagnostics: () => ask('diagnostics'),
  onCommand: hear => void ipcRenderer.on('luthier:command', (_event, id: unknown) => hear(String(id))),
};

contextBridge.exposeInMainWorld('luthier', shell);
