import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where Luthier keeps what is too large for a project: environments, models, tools. */
export function luthierHome({ env = process.env, platform = process.platform, user = homedir() } = {}) {
  if (env.LUTHIER_HOME) return env.LUTHIER_HOME;
  if (platform === 'darwin') return join(user, 'Library', 'Application Support', 'Luthier');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(user, 'AppData', 'Local'), 'Luthier');
  return join(env.XDG_DATA_HOME || join(user, '.local', 'share'), 'luthier');
}
