import type { Shell } from '../../native-bridge/contract/index.ts';

/**
 * The dialogs of the desktop app, where the paths that they give are those of the core. Null in a browser, and in a window
 * onto a core on another machine: there a file is handed over, and a path is typed as it is on that machine.
 */
export function localDialogs(): Pick<Shell, 'chooseFile' | 'chooseFolder'> | null {
  return window.luthier?.connection?.isRemote === false ? window.luthier : null;
}
