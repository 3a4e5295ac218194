import { readText } from '../../python-env/build/files.mjs';
import { onPath } from '../../python-env/build/path.mjs';
import { run } from './command.mjs';

/** True for root on Debian or one of its children: there the set-up may install what a test needs. */
export function canAptInstall({
  user = process.getuid?.(),
  release = readText('/etc/os-release') ?? '',
  apt = onPath('apt-get'),
} = {}) {
  return user === 0 && apt !== null && /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
}

/** Installs Debian packages without questions. */
export async function aptInstall(names, say) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const hint = `Install them by hand: apt-get install ${names.join(' ')}`;
  await run('apt-get', ['update', '-q'], { env, say, hint });
  await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...names], { env, say, hint });
}
