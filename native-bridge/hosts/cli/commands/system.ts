import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { beginUse, type Use } from '../../../../python-env/build/in-use.mjs';
import { INSTALLATION, openApp } from '../../../app.ts';
import { DESKTOP_ORIGIN, LuthierError } from '../../../contract/index.ts';
import { readJson } from '../../../core/files.ts';
import { pythonOf } from '../../../features/environment/index.ts';
import { jobEnvironment } from '../../../jobs/run-job.ts';
import { holderOf } from '../../../store/lock.ts';
import { serve } from '../../server.ts';
import { port } from '../numbers.ts';
import { output } from '../output.ts';
import { type Common, guarded, projectOf } from '../run-command.ts';

const PAGE = join(INSTALLATION.root, 'dist', 'renderer');

/** start, serve, run. */
export function systemCommands(program: Command): void {
  program
    .command('serve')
    .description('serve the workbench to the browser of this machine (over an SSH tunnel: to yours)')
    .option('--port <port>', 'a fixed port (one that is free)', port, 0)
    .action(({ port }: { port: number }, command: Command) => serveProject(command.optsWithGlobals(), port));

  program
    .command('start')
    .description('open the workbench: in its window where Electron is, else in the browser')
    .action((_, command: Command) => {
      const common: Common = command.optsWithGlobals();
      const window = windowProgram();
      if (window === null) {
        process.stderr.write(
          'Electron, or a screen for it, is not here, so the workbench is served to your browser:\n',
        );
        return serveProject(common, 0);
      }
      const [program, ...words] = window;
      const shell = spawn(program, [...words, '--project', resolve(projectOf(common))], {
        stdio: 'inherit',
        env: { ...process.env, LUTHIER_CORE_NODE: process.execPath },
      });
      shell.on('exit', code => {
        process.exitCode = code ?? 1;
      });
    });

  program
    .command('run')
    .argument('<job.json>', 'the file in a job folder')
    .description('do one job again, without the workbench: its folder and the environment are all it needs')
    .action((file: string, _, command: Command) =>
      guarded(output(command.optsWithGlobals<Common>().json ?? false), async () => {
        const path = resolve(file);
        if (!existsSync(path)) throw new LuthierError('import.not_found', { file });
        const use = beginUse(INSTALLATION.home, useOf(path));
        try {
          const python = pythonOf(INSTALLATION);
          const job = spawn(python.executable, ['-m', 'luthier', 'run', path], {
            stdio: 'inherit',
            env: jobEnvironment(python),
          });
          if (job.pid !== undefined) use.runsAs({ pid: job.pid, interpreter: python.executable });
          process.exitCode = await new Promise<number>(done => job.on('exit', code => done(code ?? 1)));
        } finally {
          use.end();
        }
      }),
    );
}

/** By its folder, `<project>/runs/<id>`; what is in the file is Python's to judge. */
function useOf(path: string): Use {
  const folder = dirname(path);
  const job = JobHead.safeParse(readJson(path)).data ?? { id: basename(folder), title: basename(path) };
  return { job: job.id, title: job.title, project: dirname(dirname(folder)), beats: join(folder, 'events.jsonl') };
}

const JobHead = z.object({ id: z.string(), title: z.string() });

async function serveProject(common: Common, port: number): Promise<void> {
  const out = output(common.json ?? false);
  await guarded(out, async () => {
    const project = projectOf(common);
    let app: ReturnType<typeof openApp>;
    try {
      app = openApp(project);
    } catch (error) {
      const holder = error instanceof LuthierError && error.code === 'project.busy' ? holderOf(resolve(project)) : null;
      if (holder !== null) out.say(`It is already served here:\n  ${holder.address}/#token=${holder.token}`);
      throw error;
    }
    if (!existsSync(join(PAGE, 'index.html'))) out.say('The page is not built yet: npm run build');
    // A window of the desktop app may be at the other end of the tunnel.
    const serving = await serve(app, { port, page: PAGE, origins: [DESKTOP_ORIGIN] }).catch(error => {
      app[Symbol.dispose]();
      throw error;
    });
    out.say(`${app.folder}\n  ${serving.link}\nCtrl-C stops serving; jobs run on.`);
    out.result({ address: serving.address, token: serving.token, link: serving.link });

    await new Promise<void>(done => {
      process.once('SIGINT', () => done());
      process.once('SIGTERM', () => done());
    });
    await serving[Symbol.asyncDispose]();
    app[Symbol.dispose]();
  });
  process.exit();
}

/** What opens the window, with its first words: the packaged app, else Electron; null where there is none or no screen. */
function windowProgram(): readonly [string, ...string[]] | null {
  const screen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!screen) return null;
  const { root } = INSTALLATION;
  const isPackaged = existsSync(join(root, 'app.asar'));
  const system = process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
  const packaged = { win32: '../Luthier.exe', darwin: '../MacOS/Luthier', linux: '../luthier-desktop' };
  const electron = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron', linux: 'electron' };
  const path = isPackaged
    ? join(root, packaged[system])
    : join(root, 'node_modules', 'electron', 'dist', electron[system]);
  return existsSync(path) ? [path, ...(isPackaged ? [] : [root])] : null;
}
