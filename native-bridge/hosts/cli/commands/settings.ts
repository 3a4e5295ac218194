import type { Command } from 'commander';
import { INSTALLATION } from '../../../app.ts';
import { LuthierError, type Settings, settings } from '../../../contract/index.ts';
import { settingsHandlers } from '../../../features/settings/index.ts';
import { output } from '../output.ts';
import { type Common, guarded } from '../run-command.ts';

interface Options {
  readonly offline?: string;
  readonly updates?: string;
  readonly packageIndex?: string;
  readonly torchIndex?: string;
  readonly pythonMirror?: string;
  readonly hubEndpoint?: string;
  readonly place?: string;
}

/** What holds for every project on this machine. */
export function settingsCommand(program: Command): void {
  program
    .command('settings')
    .description('the offline switch, mirrors, and where environments stand; "none" takes a value back')
    .option('--offline <on|off>', 'whether nothing may reach outside')
    .option('--updates <on|off>', 'whether the desktop app may look for a newer version once a day')
    .option('--package-index <address>', 'index of Python packages instead of PyPI')
    .option('--torch-index <address>', "instead of PyTorch's own index")
    .option('--python-mirror <address>', 'where interpreters are fetched from')
    .option('--hub-endpoint <address>', 'instead of the Hugging Face hub')
    .option('--place <folder>', 'folder of environments, caches and the starter model')
    .action((given: Options, command: Command) => {
      const out = output(command.optsWithGlobals<Common>().json ?? false);
      return guarded(out, async () => {
        const handlers = settingsHandlers({ installation: INSTALLATION });
        const changes = changesOf(given);
        const isAsked = Object.keys(changes).length > 0;
        const state = await (isAsked ? handlers.change(changes) : handlers.state({}));
        for (const [name, value] of Object.entries(state.settings)) out.say(`${name}: ${value ?? 'none'}`);
        for (const { id, hosts, allowed } of state.network) {
          out.say(
            `${allowed ? 'may ask' : 'may not '}  ${id.padEnd(12)} ${hosts.join(', ') || 'no address in this build'}`,
          );
        }
        out.result(state);
      });
    });
}

const SWITCHES = ['offline', 'updates'] as const;

function changesOf(given: Options): Partial<Settings> {
  const changes = Object.fromEntries(Object.entries(given).map(([name, word]) => [name, fromWord(name, word)]));
  const parsed = settings.change.input.safeParse(changes);
  if (parsed.success) return changes as Partial<Settings>;
  const reasons = parsed.error.issues.map(({ path: [name], message }) =>
    isSwitch(String(name)) ? `--${String(name)} is on or off` : `${String(name)}: ${message}`,
  );
  throw new LuthierError('request.invalid', { reason: reasons.join('; ') });
}

function fromWord(name: string, word: string): unknown {
  if (isSwitch(name)) return word === 'on' ? true : word === 'off' ? false : word;
  return word === 'none' ? null : word;
}

function isSwitch(name: string): boolean {
  return SWITCHES.some(each => each === name);
}
