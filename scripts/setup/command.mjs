import { spawn } from 'node:child_process';
import { SetUpError } from '../../python-env/build/errors.mjs';

const running = new Set();

/**
 * Runs a command quietly and returns what it wrote. `say` hears each line as it comes.
 * A command that ends badly throws, with its output and the given `hint`.
 */
export async function run(command, args, { cwd, env = process.env, say = () => {}, hint = '', signal } = {}) {
  const child = spawn(command, args, { cwd, env, signal, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  running.add(child);

  let stdout = '';
  let output = '';
  const hear = chunk => {
    output += chunk;
    const last = String(chunk)
      .split(/[\r\n]+/)
      .findLast(line => line.trim() !== '');
    if (last) say(last.trim());
  };
  child.stdout.on('data', chunk => {
    stdout += chunk;
    hear(chunk);
  });
  child.stderr.on('data', hear);

  const ended = await new Promise((resolve, reject) => {
    child.on('error', error => reject(new SetUpError(`${command} cannot be started: ${error.message}.`, hint)));
    child.on('close', (code, signal) => resolve({ code, signal }));
  }).finally(() => running.delete(child));

  if (ended.code === 0) return stdout;
  const how = ended.code === null ? `was ended by ${ended.signal}` : `ended with ${ended.code}`;
  throw new SetUpError(`${[command, ...args].join(' ')} ${how}.`, hint, output);
}

/** Ends what is still running, so that an interrupted set-up leaves no process behind. */
export function endRunning() {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * Becomes the command, as far as the person can tell: its terminal, its signals, its exit code.
 * Returns that code.
 */
export function become([command, ...args], { cwd, env }) {
  const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
  const pass = signal => child.kill(signal);
  const hold = () => {}; // the terminal sends Ctrl-C to both; the child decides what it means
  process.on('SIGINT', hold).on('SIGTERM', pass).on('SIGHUP', pass);

  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  }).finally(() => process.off('SIGINT', hold).off('SIGTERM', pass).off('SIGHUP', pass));
}
