/** Formats everything and mends what the linters can mend by themselves. */
import { spawnSync } from 'node:child_process';
import { PYTHON, root } from './checks.mjs';

const commands = [
  [process.execPath, 'node_modules/@biomejs/biome/bin/biome', 'check', '--write', '.'],
  [PYTHON, '-m', 'ruff', 'check', '--fix', 'python-env'],
  [PYTHON, '-m', 'ruff', 'format', 'python-env'],
];

const failed = commands.filter(
  ([command, ...args]) => spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status !== 0,
);
process.exitCode = failed.length > 0 ? 1 : 0;
