import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, clipboard, shell } from 'electron';
import type { Opening } from '../native-bridge/contract/shell.ts';
import type { MenuActs } from './menu.ts';
import { type ActDeps, Openings } from './openings.ts';
import { ask } from './questions.ts';

/** What the menu does, to the window in front. */
export function menuActs(deps: ActDeps): MenuActs {
  const { windows } = deps;
  const openings = new Openings(deps);
  /** The page did not ask, so the shell says why something did not open. */
  const told = (opening: Promise<Opening>): void =>
    void opening.then(async ended => {
      if (ended.kind === 'refused') await windows.sayRefused(ended.error, windows.front?.window ?? null);
    });

  return {
    create: () => told(openings.create(windows.front)),
    open: folder => told(openings.project(folder, windows.front)),
    openSample: () => told(openings.sample(windows.front)),
    closeProject: () => windows.front && void windows.closeProject(windows.front),
    command: id => windows.front?.command(id),
    copyDiagnostics: () => clipboard.writeText(deps.diagnostics()),
    about: () => void showAbout(deps),
  };
}

/** Versions, and the licences of everything that is not ours where the app was packaged with them. */
async function showAbout({ windows, say }: ActDeps): Promise<void> {
  const { electron, chrome, node } = process.versions;
  const detail = `${say('aboutDetail')}\n\nElectron ${electron}\nChromium ${chrome}\nNode ${node}`;
  const notices = join(app.isPackaged ? process.resourcesPath : app.getAppPath(), 'THIRD-PARTY-NOTICES.txt');
  const { response } = await ask(windows.front?.window ?? null, {
    message: `Luthier ${app.getVersion()}`,
    detail,
    buttons: [say('close'), ...(existsSync(notices) ? [say('notices')] : [])],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  // Where nothing opens a text it is shown where it lies.
  if (response === 1 && (await shell.openPath(notices)) !== '') shell.showItemInFolder(notices);
}
