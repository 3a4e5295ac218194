import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** On macOS node-pty begins every terminal with a program of its own. npm brings it without the right to be run. */
const HELPER = 'spawn-helper';

/** Gives that right to the helpers in a folder of node-pty, those for other systems too. */
export function allowHelpers(nodePty) {
  const prebuilds = join(nodePty, 'prebuilds');
  const systems = existsSync(prebuilds) ? readdirSync(prebuilds) : [];
  const helpers = systems.map(system => join(prebuilds, system, HELPER));
  for (const helper of helpers.filter(existsSync)) chmodSync(helper, 0o755);
}

/** Whether the helper of this system may be run; true where a system has none. */
export function mayHelperRun(nodePty, system = `${process.platform}-${process.arch}`) {
  const helper = join(nodePty, 'prebuilds', system, HELPER);
  return !existsSync(helper) || isExecutable(statSync(helper));
}

export const isExecutable = ({ mode }) => (mode & 0o111) === 0o111;
