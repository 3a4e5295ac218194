import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { isPage } from './page-files.ts';

/** What the page may ask of the shell. The preload knows these names and no others. */
export interface ShellCalls {
  /** Address and token of the core. Asked once, before the page runs. */
  'luthier:connection': () => { readonly address: string; readonly token: string };
  'luthier:choose-file': () => Promise<string | null>;
  'luthier:choose-folder': () => Promise<string | null>;
}

/**
 * Answers the page. The only user of `ipcMain`: a call counts when it comes from the top frame of our own page and
 * carries nothing, since no call has anything to say.
 */
export function answerShellCalls(calls: ShellCalls): void {
  ipcMain.on('luthier:connection', (event, ...given) => {
    event.returnValue = isOurs(event) && given.length === 0 ? calls['luthier:connection']() : null;
  });

  for (const name of ['luthier:choose-file', 'luthier:choose-folder'] as const) {
    ipcMain.handle(name, (event, ...given) => {
      if (!isOurs(event) || given.length > 0) throw new Error(`${name} is refused`);
      return calls[name]();
    });
  }
}

function isOurs(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isPage(frame.url);
}
