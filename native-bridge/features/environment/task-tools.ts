import { execFile } from 'node:child_process';
import { SetUpError } from '../../../python-env/build/errors.mjs';
import { runInTerminal } from '../../jobs/terminal-command.ts';

export interface ToolsDeps {
  readonly signal: AbortSignal;
  /** For the log that a person can unfold. */
  onText(text: string): void;
}

interface How {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly hint?: string;
}

/** How the builder runs its tools inside of the app: what is long in a terminal to look at, the rest quietly. */
export function taskTools({ signal, onText }: ToolsDeps) {
  const announce = (command: string, args: readonly string[]): void =>
    onText(`\x1b[2m$ ${[command, ...args].join(' ')}\x1b[0m\r\n`);

  return {
    run: (command: string, args: readonly string[], { cwd, env = process.env, hint = '' }: How = {}) => {
      announce(command, args);
      return new Promise<string>((done, fail) => {
        const options = { cwd, env, signal, maxBuffer: 64 * 1024 * 1024, killSignal: 'SIGKILL' as const };
        execFile(command, [...args], options, (error, stdout, stderr) => {
          if (stderr) onText(stderr.replace(/\r?\n/g, '\r\n'));
          if (error === null) return done(stdout);
          fail(signal.aborted ? signal.reason : failed(command, error.message.split('\n')[0] ?? '', hint, stderr));
        });
      });
    },
    show: async (command: string, args: readonly string[], { cwd, env = process.env, hint = '' }: How = {}) => {
      announce(command, args);
      let output = '';
      const code = await runInTerminal(command, args, {
        env,
        signal,
        ...(cwd !== undefined && { cwd }),
        onText: text => {
          output = (output + text).slice(-100_000);
          onText(text);
        },
      });
      if (code !== 0) throw failed(command, `it ended with ${code}`, hint, output);
    },
  };
}

function failed(command: string, says: string, hint: string, output: string): SetUpError {
  return new SetUpError(`${command}: ${says}`, hint, output);
}
