import { spawn } from 'node-pty';
import { signalTree } from './process.ts';

export interface TerminalCommand {
  readonly cwd?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  onText(text: string): void;
}

/**
 * Runs a tool in a terminal of its own, so that it draws its progress for people. Answers with its exit code; aborted,
 * it is ended with every process it started.
 */
export function runInTerminal(
  file: string,
  args: readonly string[],
  { cwd, env, signal, onText }: TerminalCommand,
): Promise<number> {
  signal.throwIfAborted();
  const defined = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const pty = spawn(file, [...args], {
    name: 'xterm-256color',
    cols: 100,
    rows: 30,
    cwd: cwd ?? process.cwd(),
    env: Object.fromEntries(defined),
  });
  return new Promise((done, fail) => {
    const abort = (): void => {
      if (process.platform === 'win32') pty.kill();
      else signalTree(pty.pid, 'SIGKILL');
    };
    signal.addEventListener('abort', abort, { once: true });
    pty.onData(onText);
    pty.onExit(({ exitCode, signal: number }) => {
      signal.removeEventListener('abort', abort);
      if (signal.aborted) fail(signal.reason);
      else done(number ? 128 + number : exitCode);
    });
  });
}
