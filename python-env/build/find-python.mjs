import { execFileSync } from 'node:child_process';
import { SetUpError } from './errors.mjs';

const OLDEST = [3, 11];
const TOO_NEW = [3, 14];

const ASK = `
import importlib.util, json, sys
print(json.dumps({
  "version": list(sys.version_info[:3]),
  "path": getattr(sys, "_base_executable", None) or sys.executable,
  "isVenv": sys.prefix != sys.base_prefix,
  "is64Bit": sys.maxsize > 2**32,
  "hasPip": importlib.util.find_spec("pip") is not None,
  "hasVenv": importlib.util.find_spec("ensurepip") is not None,
}))`;

/**
 * The Python that the environment is made from: LUTHIER_BASE_PYTHON, else the first of the usual names on the PATH
 * that is in range and can install a package (or any in range, where uv is there to do that). Outside a virtual
 * environment, whatever is active.
 *
 * @param {{ env?: Record<string, string | undefined>, ask?: (name: string) => object, needsPip?: boolean }} [how]
 * @returns {{ path: string, version: number[], hasPip: boolean, hasVenv: boolean }}
 */
export function findPython({ env = process.env, ask = askPython, needsPip = true } = {}) {
  const found = [];
  for (const name of env.LUTHIER_BASE_PYTHON ? [env.LUTHIER_BASE_PYTHON] : usualNames()) {
    const python = { name, ...ask(name) };
    if (python.version === undefined) continue;
    if (fits(python) && (!needsPip || python.hasPip || python.hasVenv)) return python;
    found.push(python);
  }

  const fitting = found.filter(fits);
  if (fitting.length > 0) {
    throw new SetUpError(
      `${fitting[0].path} can install no packages: it has neither pip nor venv.`,
      'Add them (Debian: apt install python3-venv), or set LUTHIER_BASE_PYTHON.',
    );
  }
  const seen = found.map(({ name, version }) => `${name} is ${version.join('.')}`).join(', ');
  throw new SetUpError(
    `No Python from 3.11 to 3.13 was found (${seen || 'none is on the PATH'}).`,
    'Install one (Debian: apt install python3 python3-venv), or set LUTHIER_BASE_PYTHON.',
    '',
    { code: 'environment.python_missing', facts: {} },
  );
}

const usualNames = () =>
  process.platform === 'win32'
    ? ['python', 'python3']
    : ['python3', 'python3.13', 'python3.12', 'python3.11', 'python', '/usr/bin/python3'];

function fits({ version: [major, minor], is64Bit }) {
  const at = major * 100 + minor;
  return is64Bit && at >= OLDEST[0] * 100 + OLDEST[1] && at < TOO_NEW[0] * 100 + TOO_NEW[1];
}

/** What an interpreter says of itself, or an empty object when it does not start. */
function askPython(name) {
  try {
    const answer = execFileSync(name, ['-I', '-c', ASK], { stdio: ['ignore', 'pipe', 'ignore'], timeout: 10_000 });
    const python = JSON.parse(answer);
    return python.isVenv && python.path !== name ? askPython(python.path) : python;
  } catch {
    return {};
  }
}
