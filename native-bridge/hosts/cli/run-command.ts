import { homedir } from 'node:os';
import { join } from 'node:path';
import { LuthierError } from '../../contract/index.ts';
import { luthierHome } from '../../core/home.ts';
import { openSession, type Session } from '../session.ts';
import { type Output, output, withoutControls } from './output.ts';

/** Options that every command has. */
export interface Common {
  readonly project?: string;
  readonly json?: boolean;
}

/** Exit codes: 0 done, 1 an error a person can act on, 2 wrong usage, 70 a bug of ours, 130 stopped by Ctrl-C. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof LuthierError)) return 70;
  if (error.code === 'job.cancelled') return 130;
  return error.code === 'request.invalid' ? 2 : 1;
}

export function explain(error: unknown, json: boolean): void {
  if (error instanceof LuthierError) {
    process.stderr.write(`error: ${withoutControls(error.message)}\n${withoutControls(error.hint)}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ error: error.payload })}\n`);
    return;
  }
  process.stderr.write(`Luthier made a mistake:\n${error instanceof Error ? error.stack : String(error)}\n`);
}

/** The project a command works on: named, or the demo's. */
export function projectOf({ project }: Common): string {
  return project ? project.replace(/^~(?=$|\/)/, homedir()) : join(luthierHome(), 'projects', 'spam-mail');
}

/** Opens the project, does the work, closes it again, and ends the process with the right code. */
export async function withSession(
  common: Common,
  work: (session: Session, out: Output) => Promise<void>,
): Promise<void> {
  const out = output(common.json ?? false);
  await guarded(out, async () => {
    await using session = await openSession(projectOf(common));
    await work(session, out);
  });
}

export async function guarded(out: Output, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    explain(error, out.json);
    process.exitCode = exitCodeOf(error);
  }
}
