import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder outside all projects: environments, the starter model, the list of recent projects. */
export function luthierHome(env: NodeJS.ProcessEnv = process.env): string {
  if (env.LUTHIER_HOME) return env.LUTHIER_HOME;
  switch (process.platform) {
    case 'win32':
      return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Luthier');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Luthier');
    default:
      return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'luthier');
  }
}
